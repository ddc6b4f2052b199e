using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator.Http;

/// <summary>Writes answers, each in Cloudflare's envelope.</summary>
internal static class Answer
{
    private const string Json = "application/json";

    /// <summary>JSON as the service spells it: text is text, not escapes.</summary>
    public static readonly JsonWriterOptions JsonOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Success; <paramref name="writeResult"/> writes the member <c>result</c> and what belongs beside it.</summary>
    public static Task Success(HttpContext context, Action<Utf8JsonWriter> writeResult) => Envelope(
        context,
        StatusCodes.Status200OK,
        json =>
        {
            json.WriteBoolean("success", true);
            writeResult(json);
            WriteErrors(json, []);
            json.WriteStartArray("messages");
            json.WriteEndArray();
        });

    /// <summary>Failure, for the reasons given.</summary>
    public static Task Failure(HttpContext context, int status, params IReadOnlyList<ApiError> errors) => Envelope(
        context,
        status,
        json =>
        {
            json.WriteBoolean("success", false);
            WriteErrors(json, errors);
            json.WriteStartArray("messages");
            json.WriteEndArray();
            json.WriteStartObject("result");
            json.WriteEndObject();
        });

    /// <summary>A stored body, byte for byte; <paramref name="enveloped"/> puts it, as it is, into an envelope.</summary>
    public static async Task Body(HttpContext context, StoredBody body, bool enveloped)
    {
        ReadOnlyMemory<byte> before = enveloped ? "{\"success\":true,\"result\":"u8.ToArray() : default;
        ReadOnlyMemory<byte> after = enveloped ? ",\"errors\":[],\"messages\":[]}"u8.ToArray() : default;
        context.Response.ContentType = enveloped ? Json : body.ContentType;
        context.Response.ContentLength = before.Length + body.Content.Length + after.Length;
        await context.Response.Body.WriteAsync(before, context.RequestAborted);
        await context.Response.Body.WriteAsync(body.Content, context.RequestAborted);
        await context.Response.Body.WriteAsync(after, context.RequestAborted);
    }

    private static async Task Envelope(HttpContext context, int status, Action<Utf8JsonWriter> writeMembers)
    {
        ArrayBufferWriter<byte> buffer = new();
        await using (Utf8JsonWriter json = new(buffer, JsonOptions))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = Json;
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ApiError> errors)
    {
        json.WriteStartArray("errors");
        foreach (ApiError error in errors)
        {
            json.WriteStartObject();
            json.WriteNumber("code", error.Code);
            json.WriteString("message", error.Message);
            if (error.Path.Length > 0)
            {
                WritePath(json, error.Path);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePath(Utf8JsonWriter json, object[] path)
    {
        json.WriteStartArray("path");
        foreach (object step in path)
        {
            if (step is int index)
            {
                json.WriteNumberValue(index);
            }
            else
            {
                json.WriteStringValue(Convert.ToString(step, CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndArray();
    }
}

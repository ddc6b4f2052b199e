using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Http;

/// <summary>Writes API responses in Cloudflare's envelope.</summary>
internal static class ApiResponse
{
    /// <summary>The media type of an envelope.</summary>
    public const string Json = "application/json";

    /// <summary>Writes a success response; <paramref name="writeResult"/> writes the member <c>result</c> and its siblings.</summary>
    public static Task WriteSuccessAsync(HttpContext context, Action<Utf8JsonWriter> writeResult) => WriteEnvelopeAsync(
        context,
        StatusCodes.Status200OK,
        json =>
        {
            json.WriteBoolean("success", true);
            writeResult(json);
            if (!context.Features.GetRequiredFeature<EmulatorQuirks>().OmitErrorsAndMessages)
            {
                WriteErrors(json, []);
                json.WriteStartArray("messages");
                json.WriteEndArray();
            }
        });

    /// <summary>Writes an error response of the service.</summary>
    public static Task WriteErrorAsync(HttpContext context, int status, params IReadOnlyList<ApiError> errors) => WriteEnvelopeAsync(
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

    /// <summary>Writes an error response of the edge, which is an HTML page if the quirk for it is on.</summary>
    public static Task WriteEdgeErrorAsync(HttpContext context, int status, params IReadOnlyList<ApiError> errors) =>
        context.Features.GetRequiredFeature<EmulatorQuirks>().HtmlEdgeErrors
            ? WriteAsync(context, status, HtmlPage.ContentType, HtmlPage.Create(status))
            : WriteErrorAsync(context, status, errors);

    /// <summary>Writes a success response without a body; Kestrel adds a Content-Length of 0 if the status code allows it.</summary>
    public static Task WriteEmptyAsync(HttpContext context, int status)
    {
        context.Features.GetRequiredFeature<RequestRecord>().SetResponse(status);
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Writes a response with a complete body.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string? contentType, ReadOnlyMemory<byte> body)
    {
        context.Features.GetRequiredFeature<RequestRecord>().SetResponse(status);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static async Task WriteEnvelopeAsync(HttpContext context, int status, Action<Utf8JsonWriter> writeMembers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, WireJson.Options))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        await WriteAsync(context, status, Json, buffer.WrittenMemory);
    }

    private static void WriteErrors(Utf8JsonWriter json, IReadOnlyList<ApiError> errors)
    {
        json.WriteStartArray("errors");
        foreach (var error in errors)
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
        foreach (var step in path)
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

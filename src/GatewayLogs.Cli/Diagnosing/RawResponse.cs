using System.Text;
using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>The status, headers and body of a response, before the client interprets it.</summary>
internal sealed class RawResponse
{
    private static readonly string[] s_envelope = ["success", "result", "result_info", "errors", "messages"];

    public RawResponse(HttpResponseMessage message, byte[] body)
    {
        Http = new GatewayLogsResponse(
            (int)message.StatusCode, message.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.AsEnumerable()));
        MediaType = message.Content.Headers.ContentType?.MediaType;
        Text = Encoding.UTF8.GetString(body);
        Json = Parse(body);
        Rows = Json?.Find("result") is { ValueKind: JsonValueKind.Array } rows
            ? [.. rows.EnumerateArray().Where(row => row.ValueKind == JsonValueKind.Object).Select(row => new LogRow(row))]
            : [];
    }

    public GatewayLogsResponse Http { get; }

    public int Status => (int)Http.StatusCode;

    public string? MediaType { get; }

    public string Text { get; }

    /// <summary>Gets the body; null if it is not JSON.</summary>
    public JsonElement? Json { get; }

    /// <summary>Gets the logs of a page; none for other responses.</summary>
    public IReadOnlyList<LogRow> Rows { get; }

    public JsonElement? Info => Json?.Find("result_info");

    /// <summary>Gets the number of matching logs; null if the response has none.</summary>
    public long? TotalCount => Info?.Find("total_count")?.ToNumber();

    /// <summary>Gets Cloudflare's error codes.</summary>
    public IReadOnlyList<long> Codes => Json?.Find("errors") is { ValueKind: JsonValueKind.Array } errors
        ? [.. errors.EnumerateArray().Select(error => error.Find("code")?.ToNumber()).OfType<long>()]
        : [];

    /// <summary>Gets the result of an envelope; null if the body is not exactly an envelope.</summary>
    public JsonElement? Result =>
        Json is { } json && json.Find("success") is not null && json.Names().All(s_envelope.Contains) ? json.Find("result") : null;

    /// <summary>Returns a sentence with the status and the error codes.</summary>
    public string Describe() => $"The service responded with {Status}{(Codes.Count == 0 ? "" : $" and the codes {string.Join(", ", Codes)}")}.";

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

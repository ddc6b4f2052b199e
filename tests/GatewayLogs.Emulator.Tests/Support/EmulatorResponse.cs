using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>A response that was read to its end.</summary>
public sealed record EmulatorResponse(int Status, ReadOnlyMemory<byte> Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public JsonNode Json => JsonNode.Parse(Bytes.Span)!;

    /// <summary>Gets the rows of a list, or the object of a detail.</summary>
    public JsonNode Result => Json["result"]!;

    public long TotalCount => (long)Json["result_info"]!["total_count"]!;

    public int Count => Result.AsArray().Count;

    /// <summary>Gets the ids of a list's rows in their order, separated by spaces.</summary>
    public string Ids => string.Join(' ', Result.AsArray().Select(row => (string)row!["id"]!));

    /// <summary>Gets the code and path of each error, for example <c>7001 query.page; 7001 query.per_page</c>.</summary>
    public string Errors => string.Join(
        "; ", Json["errors"]!.AsArray().Select(error => $"{error!["code"]} {string.Join('.', error["path"]?.AsArray() ?? [])}".TrimEnd()));

    /// <summary>Returns the raw text of a member.</summary>
    public string Raw(params string[] path)
    {
        using var document = JsonDocument.Parse(Bytes);
        var element = document.RootElement;
        foreach (var step in path)
        {
            element = element.ValueKind == JsonValueKind.Array ? element[0] : element.GetProperty(step);
        }

        return element.GetRawText();
    }
}

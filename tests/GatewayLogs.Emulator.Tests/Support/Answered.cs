using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>An answer, read to its end.</summary>
public sealed record Answered(int Status, ReadOnlyMemory<byte> Bytes, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public JsonNode Json => JsonNode.Parse(Bytes.Span)!;

    /// <summary>The rows of a list, or the object of a detail.</summary>
    public JsonNode Result => Json["result"]!;

    public long TotalCount => (long)Json["result_info"]!["total_count"]!;

    public int Count => Result.AsArray().Count;

    /// <summary>The ids of a list's rows, in their order, with a space between.</summary>
    public string Ids => string.Join(' ', Result.AsArray().Select(row => (string)row!["id"]!));

    /// <summary>Code and path of each error, as in <c>7001 query.page; 7001 query.per_page</c>.</summary>
    public string Errors => string.Join(
        "; ", Json["errors"]!.AsArray().Select(error => $"{error!["code"]} {string.Join('.', error["path"]?.AsArray() ?? [])}".TrimEnd()));

    /// <summary>A member as the wire spells it, digit for digit.</summary>
    public string Raw(params string[] path)
    {
        using JsonDocument document = JsonDocument.Parse(Bytes);
        JsonElement element = document.RootElement;
        foreach (var step in path)
        {
            element = element.ValueKind == JsonValueKind.Array ? element[0] : element.GetProperty(step);
        }

        return element.GetRawText();
    }
}

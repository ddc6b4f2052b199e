using System.Globalization;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Output;
using ModelContextProtocol.Protocol;

namespace GatewayLogs.Cli.Mcp;

/// <summary>Creates results that are small enough for the context of a model: rows, and what was left out.</summary>
internal static class ToolResult
{
    public const int DefaultRows = 20;

    public const int MaxRows = 100;

    /// <summary>About 10,000 tokens.</summary>
    private const int MaxLength = 30_000;

    /// <summary>The lengths that texts are cut to, as few as necessary.</summary>
    private static readonly int[] s_textLengths = [4_000, 1_000, 250, 60];

    /// <summary>Returns the number of rows to request: one more than the limit shows whether there are more.</summary>
    public static string GetRequested(int limit, bool hasOthers) => Invariant($"{(hasOthers ? limit : limit + 1)}");

    public static CallToolResult Fail(string message) => new() { Content = [new TextContentBlock { Text = message }], IsError = true };

    /// <summary>Returns the output of a command, which is a JSON object per line, and its messages.</summary>
    /// <param name="captured">The output.</param>
    /// <param name="limit">The maximum number of rows; null for <see cref="MaxRows"/>.</param>
    /// <param name="hasOthers">Whether a row after the limit sums up all others.</param>
    /// <param name="oldestFirst">Whether the oldest rows come first.</param>
    public static CallToolResult Create(CapturedOutput captured, int? limit, bool hasOthers, bool oldestFirst)
    {
        var rows = Encoding.UTF8.GetString(captured.Output.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        List<string> notes = [.. captured.Messages];
        var shown = limit ?? MaxRows;
        if (rows.Count > shown && hasOthers)
        {
            notes.Add(Invariant(
                $"More than {shown} groups: the last row, others, sums up the rest. Narrow the selection, or group by fewer keys."));
        }
        else if (rows.Count > shown)
        {
            notes.Add(Invariant($"More rows match; these are the first {shown}. Narrow the selection{GetNext(rows[shown], oldestFirst)}."));
            rows.RemoveRange(shown, rows.Count - shown);
        }

        var text = Shorten(rows, notes);
        IEnumerable<string> parts = [text.Length > 0 ? text : "No logs match.", .. notes];
        return new CallToolResult { Content = [.. parts.Select(part => new TextContentBlock { Text = part })] };
    }

    /// <summary>Returns how to continue with a row: its time is included, so rows that share it can be listed twice.</summary>
    private static string GetNext(JsonElement next, bool oldestFirst)
    {
        if (!next.TryGetProperty("created_at", out var text) || !text.TryGetDateTimeOffset(out var createdAt))
        {
            return "";
        }

        return oldestFirst
            ? $", or continue with since={InstantText.Write(createdAt)}"
            : $", or continue with until={InstantText.Write(createdAt.AddMilliseconds(1))}";
    }

    private static string Shorten(List<JsonElement> rows, List<string> notes)
    {
        var text = "";
        var hasCut = false;
        foreach (var length in s_textLengths)
        {
            (text, hasCut) = Write(rows, length);
            if (text.Length <= MaxLength)
            {
                if (hasCut)
                {
                    notes.Add(Invariant($"Texts longer than {length} characters are cut in the middle."));
                }

                return text;
            }
        }

        notes.Add(Invariant($"The result is cut at {MaxLength} characters. Narrow the selection."));
        return text[..MaxLength];
    }

    private static (string Text, bool HasCut) Write(List<JsonElement> rows, int textLength)
    {
        var hasCut = false;
        var lines = rows.Select(row => Encoding.UTF8.GetString(JsonLine.Create(json => Write(json, row)).Span).TrimEnd('\n'));
        return (string.Join('\n', lines), hasCut);

        void Write(Utf8JsonWriter json, JsonElement value)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object:
                    json.WriteStartObject();
                    foreach (var member in value.EnumerateObject())
                    {
                        json.WritePropertyName(member.Name);
                        Write(json, member.Value);
                    }

                    json.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    json.WriteStartArray();
                    foreach (var item in value.EnumerateArray())
                    {
                        Write(json, item);
                    }

                    json.WriteEndArray();
                    break;
                case JsonValueKind.String when value.GetString() is { } text && text.Length > textLength:
                    hasCut = true;
                    json.WriteStringValue(TerminalText.Shorten(text, textLength));
                    break;
                default:
                    value.WriteTo(json);
                    break;
            }
        }
    }

    private static JsonElement Parse(string line) => JsonElement.Parse(line, new JsonDocumentOptions { MaxDepth = int.MaxValue });

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

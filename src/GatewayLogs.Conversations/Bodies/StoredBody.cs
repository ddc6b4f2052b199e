using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GatewayLogs.Conversations;

/// <summary>Parses a stored body into JSON values: one, or those of a stream.</summary>
internal static partial class StoredBody
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256 };

    /// <summary>The fields with which a stream of server-sent events can start; the empty one is a comment.</summary>
    private static readonly string[] s_fields = ["data:", "event:", "id:", "retry:", ":"];

    /// <summary>Gets a pattern that matches an escape in JSON, and in group 1 a surrogate without its other half.</summary>
    [GeneratedRegex(@"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", RegexOptions.Singleline)]
    private static partial Regex Escape { get; }

    /// <summary>Returns the values of a JSON document (the items, if it is an array), of server-sent events or of JSON lines.</summary>
    /// <returns>Null if the body is none of these.</returns>
    public static IReadOnlyList<Node>? Parse(ReadOnlyMemory<byte> bytes, string name, Findings findings)
    {
        var root = new Node(default, name);
        var text = Encoding.UTF8.GetString(bytes.Span).TrimStart('\uFEFF').Trim();
        if (ParseJson(text) is { } document)
        {
            var node = new Node(document, name);
            return node.Items.Any() ? [.. node.Items] : [node];
        }

        var values = IsEventStream(text) ? Events(text) : IsJsonLines(text) ? text.Split('\n') : [];
        List<Node> nodes = [];
        foreach (var (index, value) in values.Where(value => value.Trim() is not ("" or "[DONE]")).Index())
        {
            var node = new Node(ParseJson(value) ?? default, FormattableString.Invariant($"[{index}]"), root);
            nodes.Add(node);
            if (!node.Exists)
            {
                findings.Report(node, "The event is not JSON.");
            }
        }

        return nodes.Exists(node => node.Exists) ? nodes.FindAll(node => node.Exists) : null;
    }

    /// <summary>Parses JSON. Unpaired surrogates, which no string can be read with, become U+FFFD.</summary>
    public static JsonElement? ParseJson(string text)
    {
        var json = text.Contains(@"\ud", StringComparison.OrdinalIgnoreCase)
            ? Escape.Replace(text, match => match.Groups[1].Success ? @"\ufffd" : match.Value)
            : text;
        try
        {
            return JsonElement.Parse(json, s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsEventStream(string text) => Array.Exists(s_fields, field => text.StartsWith(field, StringComparison.Ordinal));

    private static bool IsJsonLines(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && ParseJson(text[..end]) is { ValueKind: JsonValueKind.Object };

    /// <summary>Returns the data of each event; the blank line at the end completes the last one if the stream was cut off.</summary>
    private static IEnumerable<string> Events(string text) =>
        SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(text + "\n\n"))).Enumerate().Select(item => item.Data);
}

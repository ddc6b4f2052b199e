using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Failures;

/// <summary>Finds the error message in a response of a provider or of the gateway, of which only the beginning may be known.</summary>
internal static partial class ErrorText
{
    private static readonly string[] s_messages = ["message", "Message", "msg", "error", "detail", "title"];

    private static readonly string[] s_kinds = ["code", "type", "status", "__type"];

    [GeneratedRegex(@"<title[^>]*>([^<]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Title { get; }

    [GeneratedRegex(@"^data:[ ]?(.*)$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex EventData { get; }

    /// <summary>Returns the message of a response; null if it has none.</summary>
    public static string? Find(string head) => head.TrimStart('\ufeff').Trim() switch
    {
        ['{' or '[', ..] json => FindInJson(json),
        ['<', ..] html => Title.Match(html) is { Success: true } match ? NullIfEmpty(WebUtility.HtmlDecode(match.Groups[1].Value)) : null,
        var text when EventData.IsMatch(text) => EventData.Matches(text).Select(match => FindInJson(match.Groups[1].Value)).FirstOrDefault(message => message is not null),
        var text => NullIfEmpty(text),
    };

    private static string? FindInJson(string text)
    {
        using var document = TruncatedJson.Parse(text);
        return document is null ? null : Find(document.RootElement);
    }

    /// <summary>
    /// Returns the messages of the member that contains the error: an object (OpenAI, Anthropic, Gemini), an array (Cloudflare, data loss
    /// prevention, validation errors) or a text; without such a member, those of the value itself.
    /// </summary>
    private static string? Find(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().Select(Find).FirstOrDefault(message => message is not null);
        }

        var error = GetMember(value, "error") ?? GetMember(value, "errors") ?? GetMember(value, "detail") ?? value;
        JsonElement[] sources = error.ValueKind == JsonValueKind.Array ? [.. error.EnumerateArray()] : [error];
        var messages = string.Join(" ", sources.Select(source => GetText(source, s_messages)).Where(message => message is not null).Distinct());
        return NullIfEmpty(messages)
            ?? (error.Equals(value) ? null : sources.Select(source => GetText(source, s_kinds)).FirstOrDefault(kind => kind is not null));
    }

    /// <summary>Returns a value that is a text, or its first member with one of these names that is a text or a number.</summary>
    private static string? GetText(JsonElement source, string[] names) => source.ValueKind == JsonValueKind.String
        ? NullIfEmpty(source.GetString())
        : names.Select(name => GetMember(source, name)).FirstOrDefault(member => member?.ValueKind is JsonValueKind.String or JsonValueKind.Number)?.ToString();

    /// <summary>Returns a member that is neither missing, null nor empty.</summary>
    private static JsonElement? GetMember(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member)
        && member.ValueKind != JsonValueKind.Null && !(member.ValueKind == JsonValueKind.Array && member.GetArrayLength() == 0)
            ? member
            : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

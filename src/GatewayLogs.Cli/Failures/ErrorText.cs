using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using GatewayLogs.Conversations;

namespace GatewayLogs.Cli.Failures;

/// <summary>Finds the error message in a response of a provider or of the gateway, of which only the beginning may be known.</summary>
internal static partial class ErrorText
{
    [GeneratedRegex(@"<title[^>]*>([^<]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Title { get; }

    [GeneratedRegex("^(?:data|event):", RegexOptions.CultureInvariant)]
    private static partial Regex Events { get; }

    /// <summary>Returns the message of a response, or its code or type; null if it has none.</summary>
    public static string? Find(string head) => head.TrimStart('\ufeff').Trim() switch
    {
        "" => null,
        ['{' or '[', ..] json => FindInBody(TruncatedJson.Complete(json)),
        ['<', ..] html => Title.Match(html) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null,
        var events when Events.IsMatch(events) => FindInBody(events),
        var text => text,
    };

    private static string? FindInBody(string? body) =>
        ConversationReader.Read(default, Encoding.UTF8.GetBytes(body ?? "")).Error is { } error ? error.Message ?? error.Code ?? error.Type : null;
}

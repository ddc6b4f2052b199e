using System.Net;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Writes text of logs into HTML.</summary>
internal static class Markup
{
    /// <summary>Encodes text. Control characters and bidirectional overrides, which can disguise it, are replaced.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(TerminalText.Neutralize(text));

    /// <summary>Returns a cell with a right-aligned figure, and its exact value as its title if it is rounded.</summary>
    public static string NumberCell(string shown, string? exact = null) =>
        $"<td class=\"number\"{Title(shown, exact)}>{Encode(shown)}</td>";

    /// <summary>Returns the attribute with the exact value of a rounded figure.</summary>
    public static string Title(string shown, string? exact) => exact is null || exact == shown ? "" : $" title=\"{Encode(exact)}\"";
}

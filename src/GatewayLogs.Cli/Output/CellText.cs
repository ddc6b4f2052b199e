using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Fits texts into cells of a terminal. Wide characters, such as those of Chinese and emoji, take two cells.</summary>
internal static class CellText
{
    private const string Ellipsis = "…";

    /// <summary>Returns the number of cells that a text takes.</summary>
    public static int GetWidth(string text) => text.GetCellWidth();

    /// <summary>Returns the beginning of a text that is wider than its column.</summary>
    public static string CutEnd(string text, int width) =>
        GetWidth(text) <= width ? text : width < 1 ? "" : TakeStart(text, width - 1) + Ellipsis;

    /// <summary>Returns the beginning and the end of a text that is wider than its column: both usually identify an id.</summary>
    public static string CutMiddle(string text, int width) =>
        GetWidth(text) <= width ? text : width < 1 ? "" : TakeStart(text, width / 2) + Ellipsis + TakeEnd(text, (width - 1) / 2);

    /// <summary>Adds spaces up to a width.</summary>
    public static string Pad(string text, int width, bool isRight)
    {
        var spaces = new string(' ', Math.Max(0, width - GetWidth(text)));
        return isRight ? spaces + text : text + spaces;
    }

    private static string TakeStart(string text, int width)
    {
        var (length, cells) = (0, 0);
        while (length < text.Length)
        {
            var next = StringInfo.GetNextTextElementLength(text, length);
            cells += GetWidth(text.Substring(length, next));
            if (cells > width)
            {
                break;
            }

            length += next;
        }

        return text[..length];
    }

    private static string TakeEnd(string text, int width)
    {
        var elements = StringInfo.ParseCombiningCharacters(text);
        var start = Array.Find(elements, index => GetWidth(text[index..]) <= width);
        return start == 0 ? "" : text[start..];
    }
}

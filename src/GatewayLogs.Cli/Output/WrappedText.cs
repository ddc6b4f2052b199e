using System.Globalization;
using Spectre.Console;

namespace GatewayLogs.Cli.Output;

/// <summary>Wraps text at the width of the terminal. Wide characters, such as those of Chinese, take two cells.</summary>
internal static class WrappedText
{
    /// <summary>Returns the parts of a line: broken at a space if there is one, otherwise between two characters.</summary>
    public static IEnumerable<string> Wrap(string line, int width)
    {
        var (start, cells, space) = (0, 0, -1);
        for (var i = start; i < line.Length;)
        {
            var length = StringInfo.GetNextTextElementLength(line, i);
            var size = line.Substring(i, length).GetCellWidth();
            if (cells + size > width && i > start)
            {
                var end = line[i] == ' ' ? i : space > start ? space : i;
                yield return line[start..end].TrimEnd(' ');
                start = end < line.Length && line[end] == ' ' ? end + 1 : end;
                (i, cells, space) = (start, 0, -1);
                continue;
            }

            // Indentation is no place to break a line.
            space = line[i] == ' ' && i > start && line[i - 1] != ' ' ? i : space;
            (i, cells) = (i + length, cells + size);
        }

        yield return line[start..];
    }
}

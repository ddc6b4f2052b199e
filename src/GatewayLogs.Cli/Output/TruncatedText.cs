using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Output;

/// <summary>The text of a cell that is truncated with an ellipsis instead of wrapped.</summary>
internal sealed class TruncatedText(string text, Style style) : IRenderable
{
    private const int MinWidth = 6;

    private readonly Segment _segment = new(text, style);

    private int Width => GetWidth(text);

    /// <summary>Returns the number of cells that a text takes on a terminal.</summary>
    public static int GetWidth(string text) => Segment.CellCount([new Segment(text)]);

    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(Math.Min(Width, MinWidth), maxWidth), Math.Min(Width, maxWidth));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (Width > maxWidth)
        {
            return maxWidth < 1 ? [] : [.. Segment.Truncate([_segment], maxWidth - 1), new Segment("…", style)];
        }

        return options.Justification == Justify.Right ? [Segment.Padding(maxWidth - Width), _segment] : [_segment];
    }
}

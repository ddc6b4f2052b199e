using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Output;

/// <summary>The text of a cell that never wraps: what does not fit ends in an ellipsis.</summary>
internal sealed class OneLine(string text, Style style) : IRenderable
{
    private const int SmallestWidth = 6;

    private readonly Segment _segment = new(text, style);

    private int Width => Segment.CellCount([_segment]);

    public Measurement Measure(RenderOptions options, int maxWidth) => new(Math.Min(Math.Min(Width, SmallestWidth), maxWidth), Math.Min(Width, maxWidth));

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        if (Width > maxWidth)
        {
            return maxWidth < 1 ? [] : [.. Segment.Truncate([_segment], maxWidth - 1), new Segment("…", style)];
        }

        return options.Justification == Justify.Right ? [Segment.Padding(maxWidth - Width), _segment] : [_segment];
    }
}

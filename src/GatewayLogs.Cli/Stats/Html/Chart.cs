using System.Globalization;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>
/// Renders charts as inline SVG. Coordinates are percentages, so that charts have the width of the screen and text keeps its size. Every
/// mark has a title, which browsers show as a tooltip.
/// </summary>
/// <param name="id">The id of the element.</param>
/// <param name="title">The title, with the unit of the values.</param>
/// <param name="time">The time axis.</param>
/// <param name="unit">The unit, with a leading space; empty for numbers of calls.</param>
internal sealed class Chart(string id, string title, TimeAxis time, string unit)
{
    /// <summary>The number of series that have a color of their own; more colors would be hard to distinguish.</summary>
    public const int Colors = 8;

    /// <summary>With more points, smaller dots keep the lines visible.</summary>
    private const int MaxLargeDots = 31;

    /// <summary>The width of the bars of a chart that has few, as a part of the width of the chart.</summary>
    private const double MaxBarWidth = 0.1;

    private int Count => time.Steps.Count;

    /// <summary>Renders stacked bars.</summary>
    public string RenderBars(IReadOnlyList<Series> series)
    {
        var totals = Enumerable.Range(0, Count).Select(step => series.Sum(current => current.Values[step] ?? 0));
        var axis = new Axis(totals.Max(), countsOnly: unit.Length == 0);
        var marks = new StringBuilder();
        var width = Math.Min(0.8 / Count, MaxBarWidth);
        for (var step = 0; step < Count; step++)
        {
            var below = 0.0;
            foreach (var (index, current) in series.Index())
            {
                if (current.Values[step] is { } value and > 0)
                {
                    var (x, y) = (Percent(((step + 0.5) / Count) - (width / 2)), Y(below + value, axis));
                    marks.Append($"<rect class=\"c{index}\" x=\"{x}\" y=\"{y}\" width=\"{Percent(width)}\" ");
                    marks.Append($"height=\"{Percent(value / axis.Top)}\">{Describe(step, current, value)}</rect>");
                    below += value;
                }
            }
        }

        return Frame(axis, marks, series);
    }

    /// <summary>Renders lines, with gaps where values are missing.</summary>
    public string RenderLines(IReadOnlyList<Series> series)
    {
        var axis = new Axis(series.SelectMany(current => current.Values).Max() ?? 0);
        var marks = new StringBuilder();
        var radius = Count > MaxLargeDots ? "2" : "3";
        foreach (var (index, current) in series.Index())
        {
            for (var step = 0; step < Count; step++)
            {
                if (current.Values[step] is not { } value)
                {
                    continue;
                }

                var (x, y) = (X(step), Y(value, axis));
                if (step > 0 && current.Values[step - 1] is { } previous)
                {
                    marks.Append($"<line class=\"c{index}\" x1=\"{X(step - 1)}\" y1=\"{Y(previous, axis)}\" x2=\"{x}\" y2=\"{y}\"/>");
                }

                marks.Append($"<circle class=\"c{index}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\">{Describe(step, current, value)}</circle>");
            }
        }

        return Frame(axis, marks, series);
    }

    private string Frame(Axis axis, StringBuilder marks, IReadOnlyList<Series> series)
    {
        var svg = new StringBuilder();
        var caption = Markup.Encode(title);
        svg.Append($"<figure id=\"{id}\"><figcaption>{caption}</figcaption><svg role=\"img\" aria-label=\"{caption}\">");
        foreach (var line in axis.Lines)
        {
            var y = Y(line, axis);
            svg.Append($"<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
            svg.Append($"<text x=\"0\" dx=\"-6\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{Axis.Short(line)}</text>");
        }

        foreach (var step in time.Labeled)
        {
            svg.Append($"<text x=\"{X(step)}\" y=\"100%\" dy=\"18\" text-anchor=\"middle\">{time.GetLabel(time.Steps[step])}</text>");
        }

        svg.Append(marks).Append("</svg><ul class=\"legend\">");
        foreach (var (index, current) in series.Index())
        {
            svg.Append($"<li><span class=\"c{index}\"></span>{Markup.Encode(current.Name)}</li>");
        }

        return svg.Append("</ul></figure>\n").ToString();
    }

    private string Describe(int step, Series series, double value) =>
        $"<title>{Markup.Encode($"{time.GetName(time.Steps[step])}, {series.Name}: {Axis.Short(value)}{unit}")}</title>";

    private string X(int step) => Percent((step + 0.5) / Count);

    private static string Y(double value, Axis axis) => Percent(1 - (value / axis.Top));

    private static string Percent(double part) => (100 * part).ToString("0.##", CultureInfo.InvariantCulture) + "%";
}

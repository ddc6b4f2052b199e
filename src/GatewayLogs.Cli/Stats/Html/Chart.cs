using System.Globalization;
using System.Net;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Renders charts as inline SVG. Every mark has a title, which browsers show as a tooltip and screen readers read out.</summary>
internal sealed class Chart(string id, string title, IReadOnlyList<string> categories, string unit)
{
    private const int Width = 920;
    private const int Height = 300;
    private const int Left = 64;
    private const int Bottom = 34;
    private const int Above = 12;
    private const int MaxLabels = 12;

    private static double PlotWidth => Width - Left - 8;

    private static double PlotHeight => Height - Above - Bottom;

    /// <summary>Renders stacked bars.</summary>
    public string RenderBars(IReadOnlyList<Series> series)
    {
        var axis = new Axis(Enumerable.Range(0, categories.Count).Select(category => series.Sum(current => current.Values[category] ?? 0)).DefaultIfEmpty(0).Max());
        var marks = new StringBuilder();
        var step = PlotWidth / Math.Max(1, categories.Count);
        for (var category = 0; category < categories.Count; category++)
        {
            var below = 0.0;
            foreach (var (index, current) in series.Index())
            {
                if (current.Values[category] is { } value and > 0)
                {
                    marks.Append(Rectangle(index, Left + (category * step) + (step * 0.1), Y(below + value, axis), step * 0.8, Y(below, axis) - Y(below + value, axis), Describe(categories[category], current.Name, value)));
                    below += value;
                }
            }
        }

        return Frame(axis, marks.ToString(), series);
    }

    /// <summary>Renders lines, with gaps where values are missing.</summary>
    public string RenderLines(IReadOnlyList<Series> series)
    {
        var axis = new Axis(series.SelectMany(current => current.Values).Max() ?? 0);
        var marks = new StringBuilder();
        foreach (var (index, current) in series.Index())
        {
            var path = new StringBuilder();
            for (var category = 0; category < categories.Count; category++)
            {
                if (current.Values[category] is { } value)
                {
                    var (x, y) = (Number(X(category)), Number(Y(value, axis)));
                    path.Append(path.Length == 0 || current.Values[category - 1] is null ? 'M' : 'L').Append(x).Append(' ').Append(y);
                    marks.Append(CultureInfo.InvariantCulture, $"""<circle class="c{index % 8}" cx="{x}" cy="{y}" r="3"><title>{Describe(categories[category], current.Name, value)}</title></circle>""");
                }
            }

            marks.Append(CultureInfo.InvariantCulture, $"""<path class="line c{index % 8}" d="{path}"/>""");
        }

        return Frame(axis, marks.ToString(), series);
    }

    private string Frame(Axis axis, string marks, IReadOnlyList<Series> series)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<figure id="{id}"><figcaption>{Encode(title)}</figcaption><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Encode(title)}">""");
        foreach (var line in axis.Lines)
        {
            var y = Number(Y(line, axis));
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{Width - 8}" y1="{y}" y2="{y}"/><text x="{Left - 6}" y="{y}" dy="4" text-anchor="end">{Axis.Short(line)}</text>""");
        }

        var every = Math.Max(1, (int)Math.Ceiling(categories.Count / (double)MaxLabels));
        for (var category = 0; category < categories.Count; category += every)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Number(X(category))}" y="{Height - 12}" text-anchor="middle">{Encode(categories[category])}</text>""");
        }

        svg.Append(marks).Append("</svg><ul class=\"legend\">");
        foreach (var (index, current) in series.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<li><span class="c{index % 8}"></span>{Encode(current.Name)}</li>""");
        }

        return svg.Append("</ul></figure>").ToString();
    }

    private string Describe(string category, string name, double value) => Encode($"{category}, {name}: {Axis.Short(value)}{unit}");

    private static string Rectangle(int index, double x, double y, double width, double height, string description) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<rect class="c{index % 8}" x="{Number(x)}" y="{Number(y)}" width="{Number(width)}" height="{Number(height)}"><title>{description}</title></rect>""");

    private double X(int category) => Left + ((category + 0.5) * PlotWidth / Math.Max(1, categories.Count));

    private static double Y(double value, Axis axis) => Above + (PlotHeight * (1 - (value / axis.Top)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

using System.Globalization;
using System.Net;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Draws charts as SVG inside of HTML. Every mark says in words what it shows, to a pointer that rests on it and to a screen reader.</summary>
internal sealed class Chart(string id, string title, IReadOnlyList<string> places, string unit)
{
    private const int Width = 920;
    private const int Height = 300;
    private const int Left = 64;
    private const int Bottom = 34;
    private const int Above = 12;
    private const int MostLabels = 12;

    private static double PlotWidth => Width - Left - 8;

    private static double PlotHeight => Height - Above - Bottom;

    /// <summary>Bars on top of each other, one pile to a place.</summary>
    public string Stacked(IReadOnlyList<Series> series)
    {
        var axis = new Axis(Enumerable.Range(0, places.Count).Select(place => series.Sum(one => one.Values[place] ?? 0)).DefaultIfEmpty(0).Max());
        var marks = new StringBuilder();
        var step = PlotWidth / Math.Max(1, places.Count);
        for (var place = 0; place < places.Count; place++)
        {
            var below = 0.0;
            foreach (var (index, one) in series.Index())
            {
                if (one.Values[place] is { } value and > 0)
                {
                    marks.Append(Rectangle(index, Left + (place * step) + (step * 0.1), Y(below + value, axis), step * 0.8, Y(below, axis) - Y(below + value, axis), Words(places[place], one.Name, value)));
                    below += value;
                }
            }
        }

        return Frame(axis, marks.ToString(), series);
    }

    /// <summary>Lines from place to place, broken where a value is missing.</summary>
    public string Lines(IReadOnlyList<Series> series)
    {
        var axis = new Axis(series.SelectMany(one => one.Values).Max() ?? 0);
        var marks = new StringBuilder();
        foreach (var (index, one) in series.Index())
        {
            var path = new StringBuilder();
            for (var place = 0; place < places.Count; place++)
            {
                if (one.Values[place] is { } value)
                {
                    var (x, y) = (Number(X(place)), Number(Y(value, axis)));
                    path.Append(path.Length == 0 || one.Values[place - 1] is null ? 'M' : 'L').Append(x).Append(' ').Append(y);
                    marks.Append(CultureInfo.InvariantCulture, $"""<circle class="c{index % 8}" cx="{x}" cy="{y}" r="3"><title>{Words(places[place], one.Name, value)}</title></circle>""");
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

        var every = Math.Max(1, (int)Math.Ceiling(places.Count / (double)MostLabels));
        for (var place = 0; place < places.Count; place += every)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Number(X(place))}" y="{Height - 12}" text-anchor="middle">{Encode(places[place])}</text>""");
        }

        svg.Append(marks).Append("</svg><ul class=\"legend\">");
        foreach (var (index, one) in series.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<li><span class="c{index % 8}"></span>{Encode(one.Name)}</li>""");
        }

        return svg.Append("</ul></figure>").ToString();
    }

    private string Words(string place, string name, double value) => Encode($"{place}, {name}: {Axis.Short(value)}{unit}");

    private static string Rectangle(int index, double x, double y, double width, double height, string words) => string.Create(
        CultureInfo.InvariantCulture,
        $"""<rect class="c{index % 8}" x="{Number(x)}" y="{Number(y)}" width="{Number(width)}" height="{Number(height)}"><title>{words}</title></rect>""");

    private double X(int place) => Left + ((place + 0.5) * PlotWidth / Math.Max(1, places.Count));

    private static double Y(double value, Axis axis) => Above + (PlotHeight * (1 - (value / axis.Top)));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

using System.Globalization;
using System.Text;

namespace GatewayLogs.Cli.Stats.Html;

/// <summary>Renders the tables of the page: the groups, the errors by reason, and the metadata entries.</summary>
internal static class PageTables
{
    private const int MaxRows = MetadataValues.MaxValues;

    /// <summary>Renders the groups with all figures and a row of totals; nothing if there are no keys to group by.</summary>
    public static string RenderGroups(StatsReport report)
    {
        if (report.Keys.Count == 0)
        {
            return "";
        }

        var html = new StringBuilder("<section id=\"groups\"><h2>Groups</h2><table><thead><tr>");
        html.AppendJoin("", report.Keys.Select(key => $"<th>{Markup.Encode(key.Name)}</th>"));
        html.AppendJoin("", Figure.All.Select(figure => $"<th class=\"number\">{figure.Heading}</th>")).Append("</tr></thead><tbody>");
        foreach (var group in report.Groups)
        {
            html.Append("<tr>").AppendJoin("", group.Values.Select(value => $"<td>{Markup.Encode(Group.Show(value))}</td>"));
            AppendFigures(html, group.Tally, report.Total).Append("</tr>");
        }

        html.Append("</tbody><tfoot><tr>").AppendJoin("", report.Keys.Select((_, index) => $"<td>{(index == 0 ? "Total" : "")}</td>"));
        return AppendFigures(html, report.Total, report.Total).Append("</tr></tfoot></table></section>\n").ToString();
    }

    /// <summary>Renders the reasons of errors by descending number.</summary>
    public static string RenderErrors(Breakdown errors)
    {
        var reasons = errors.GroupsByCalls;
        var all = reasons.Sum(reason => reason.Total.Calls);
        var html = new StringBuilder("<section id=\"reasons\"><h2>Errors by reason</h2>");
        if (all == 0)
        {
            return html.Append("<p>No errors.</p></section>\n").ToString();
        }

        html.Append("<table><thead><tr><th>Status code · provider</th><th class=\"number\">Errors</th><th class=\"number\">Share</th></tr></thead>");
        html.Append("<tbody>");
        foreach (var (name, total, _) in reasons.Take(MaxRows))
        {
            html.Append($"<tr><td>{Markup.Encode(name)}</td>{Markup.NumberCell(Figure.Integer(total.Calls))}");
            html.Append($"{Markup.NumberCell(Figure.Share(total.Calls, all))}</tr>");
        }

        return html.Append(More(reasons.Count, 3)).Append("</tbody></table></section>\n").ToString();
    }

    /// <summary>Renders a table for each listed metadata entry, and the names of those that have too many values.</summary>
    public static string RenderMetadata(MetadataValues metadata, Tally total)
    {
        var (listed, omitted) = (metadata.Listed, metadata.Omitted);
        if (listed.Count == 0 && omitted.Count == 0)
        {
            return "";
        }

        var html = new StringBuilder("<section id=\"metadata\"><h2>Metadata</h2><div>");
        foreach (var (name, values) in listed)
        {
            html.Append($"<table><caption>{Markup.Encode(name)}</caption><thead><tr><th>Value</th>");
            html.Append("<th class=\"number\">Calls</th><th class=\"number\">Cost $</th><th class=\"number\">Share</th></tr></thead><tbody>");
            foreach (var (text, tally) in values.Take(MaxRows).Select(group => (group.Values[0]!, group.Tally)))
            {
                html.Append($"<tr><td>{Markup.Encode(text)}</td>{Markup.NumberCell(Figure.Integer(tally.Calls))}");
                html.Append($"{Markup.NumberCell(Figure.Cost(tally, total), tally.Cost.ToString())}");
                html.Append($"{Markup.NumberCell(Figure.CostShare(tally, total))}</tr>");
            }

            html.Append(values.Count == 0 ? "<tr><td colspan=\"4\">No log has this entry.</td></tr>" : More(values.Count, 4));
            html.Append("</tbody></table>");
        }

        html.Append("</div>");
        if (omitted.Count > 0)
        {
            var names = Markup.Encode(string.Join(", ", omitted));
            html.Append(CultureInfo.InvariantCulture, $"<p>Not listed, because they have more than {MaxRows} values: {names}. ");
            html.Append("To list them, use <code>--html-metadata NAMES</code>.</p>");
        }

        return html.Append("</section>\n").ToString();
    }

    private static StringBuilder AppendFigures(StringBuilder html, Tally tally, Tally total) =>
        html.AppendJoin("", Figure.All.Select(figure => Markup.NumberCell(figure.Show(tally, total), figure.GetExact(tally))));

    private static string More(int count, int columns) =>
        count > MaxRows ? $"<tr><td colspan=\"{columns}\">and {Figure.Integer(count - MaxRows)} more</td></tr>" : "";
}

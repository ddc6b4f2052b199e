using Spectre.Console;
using Spectre.Console.Rendering;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// Writes rows as a table that fits the width of the terminal. The first rows determine which columns are shown and how wide they are.
/// </summary>
/// <param name="console">The terminal.</param>
/// <param name="columns">All columns.</param>
/// <param name="getStyle">Returns the style of a row; null for rows without a style.</param>
internal sealed class TextTable<T>(IAnsiConsole console, IReadOnlyList<TextColumn<T>> columns, Func<T, Style>? getStyle = null)
    where T : class
{
    private static readonly Style s_heading = new(decoration: Decoration.Bold);

    private int[]? _widths;

    /// <summary>Writes the heading before the first rows, and rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isComplete">Whether these are all rows; otherwise texts get at least their usual width.</param>
    /// <param name="total">The row after a line at the end; null for none.</param>
    public void Write(IReadOnlyList<T> rows, bool isComplete, T? total = null)
    {
        List<Segment> segments = [];
        if (_widths is null)
        {
            var measured = total is null ? rows : [.. rows, total];
            _widths = TableLayout.GetWidths([.. columns.Select(column => Measure(column, measured, isComplete))], console.Profile.Width);
            Add(segments, column => column.Name, s_heading);
        }

        foreach (var row in rows)
        {
            Add(segments, column => column.Value(row), getStyle?.Invoke(row) ?? Style.Plain);
        }

        if (total is not null)
        {
            var length = _widths.Where(width => width > 0).Sum(width => width + TableLayout.Gap) - TableLayout.Gap;
            segments.AddRange([new Segment(new string('─', length)), Segment.LineBreak]);
            Add(segments, column => column.Value(total), s_heading);
        }

        console.Write(new Lines(segments));
    }

    /// <summary>Writes which columns are not shown, if any.</summary>
    public void WriteMissing(string advice = "")
    {
        if (columns.Where((_, index) => _widths?[index] == 0).Select(column => column.Name).ToArray() is { Length: > 0 } missing)
        {
            console.WriteLine($"Not shown at this width: {string.Join(", ", missing)}.{advice}");
        }
    }

    private static ColumnWidths Measure(TextColumn<T> column, IReadOnlyList<T> rows, bool isComplete)
    {
        int[] texts = [.. rows.Select(row => CellText.GetWidth(GetText(column.Value(row))))];
        var natural = Math.Max(CellText.GetWidth(GetText(column.Name)), texts.DefaultIfEmpty().Max());
        natural = isComplete ? natural : Math.Max(natural, column.UsualWidth);
        if (column.Fit == Fit.Whole)
        {
            return new ColumnWidths(column.Rank, natural, natural, natural);
        }

        // A few ids that are longer than usual do not widen the column for all others.
        var usual = column.Fit == Fit.CutMiddle && isComplete
            ? Math.Max(column.MinWidth, texts.Where(width => width <= column.UsualWidth).DefaultIfEmpty(column.UsualWidth).Max())
            : column.UsualWidth;
        return new ColumnWidths(column.Rank, Math.Min(column.MinWidth, natural), Math.Min(usual, natural), natural);
    }

    private void Add(List<Segment> segments, Func<TextColumn<T>, string?> getValue, Style style)
    {
        string[] texts = [.. columns.Select(column => GetText(getValue(column)))];
        var widths = GetWidths(texts);
        var cells = columns.Index()
            .Select(column => (column.Item.Fit, column.Item.IsNumber, Width: widths[column.Index], Text: texts[column.Index]))
            .Where(cell => cell.Width > 0)
            .Select(cell => (cell.IsNumber, cell.Width, Lines: GetLines(cell.Fit, cell.Text, cell.Width)))
            .ToArray();
        for (var line = 0; line < cells.Select(cell => cell.Lines.Count).DefaultIfEmpty().Max(); line++)
        {
            var padded = cells.Select(cell => CellText.Pad(cell.Lines.ElementAtOrDefault(line) ?? "", cell.Width, cell.IsNumber));
            segments.Add(new Segment(string.Join(new string(' ', TableLayout.Gap), padded).TrimEnd(), style));
            segments.Add(Segment.LineBreak);
        }
    }

    /// <summary>
    /// Returns the widths of the cells of a row. A figure of a later row can be wider than its column. Then the texts of the row are cut more,
    /// and its ids only if that is not enough.
    /// </summary>
    private int[] GetWidths(string[] texts)
    {
        int[] widths = [.. _widths!];
        var whole = columns.Index().Where(column => column.Item.Fit == Fit.Whole && widths[column.Index] > 0);
        var excess = whole.Sum(column => Math.Max(0, CellText.GetWidth(texts[column.Index]) - widths[column.Index]));
        foreach (var (index, column) in columns.Index().Where(column => column.Item.Fit != Fit.Whole).OrderBy(column => column.Item.Fit))
        {
            var less = Math.Clamp(widths[index] - column.MinWidth, 0, excess);
            widths[index] -= less;
            excess -= less;
        }

        return widths;
    }

    private static IReadOnlyList<string> GetLines(Fit fit, string text, int width) => fit switch
    {
        Fit.CutEnd => [CellText.CutEnd(text, width)],
        Fit.CutMiddle => [CellText.CutMiddle(text, width)],
        Fit.Wrap => [.. WrappedText.Wrap(text, width)],
        _ => [text],
    };

    private static string GetText(string? value) => TerminalText.Neutralize(value is { Length: > 0 } ? value : "-");

    /// <summary>Segments that fit the terminal already.</summary>
    private sealed class Lines(IEnumerable<Segment> segments) : IRenderable
    {
        public Measurement Measure(RenderOptions options, int maxWidth) => new(0, maxWidth);

        public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => segments;
    }
}

namespace GatewayLogs.Cli.Output;

/// <summary>The widths that a column can have.</summary>
/// <param name="Rank">The order in which columns are added.</param>
/// <param name="Min">The smallest width.</param>
/// <param name="Usual">The width that it gets before columns of a higher rank are added.</param>
/// <param name="Natural">The width of its widest text.</param>
internal sealed record ColumnWidths(int Rank, int Min, int Usual, int Natural);

/// <summary>Selects the columns that fit a terminal, and their widths.</summary>
internal static class TableLayout
{
    /// <summary>The width between two columns.</summary>
    public const int Gap = 2;

    /// <summary>Returns the width of each column; 0 for those that do not fit.</summary>
    public static int[] GetWidths(IReadOnlyList<ColumnWidths> columns, int width)
    {
        var widths = new int[columns.Count];
        var left = width + Gap;
        Add(column => column.Rank == 0, column => column.Min);
        foreach (var (index, column) in columns.Index())
        {
            Grow(index, widths[index] == 0 ? 0 : column.Usual - widths[index]);
        }

        Add(column => column.Rank > 0, column => column.Usual);

        // What is left is shared evenly by the columns that are narrower than their texts.
        for (var before = -1; before != left;)
        {
            before = left;
            foreach (var (index, column) in columns.Index())
            {
                Grow(index, widths[index] > 0 && widths[index] < column.Natural ? 1 : 0);
            }
        }

        return widths;

        void Add(Func<ColumnWidths, bool> selects, Func<ColumnWidths, int> getWidth)
        {
            foreach (var (index, column) in columns.Index().Where(column => selects(column.Item)).OrderBy(column => column.Item.Rank))
            {
                if (getWidth(column) + Gap <= left)
                {
                    widths[index] = getWidth(column);
                    left -= widths[index] + Gap;
                }
            }
        }

        void Grow(int index, int cells)
        {
            cells = Math.Clamp(cells, 0, left);
            widths[index] += cells;
            left -= cells;
        }
    }
}

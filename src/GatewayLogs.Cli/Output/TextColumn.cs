namespace GatewayLogs.Cli.Output;

/// <summary>How a text that is wider than its column is shown.</summary>
internal enum Fit
{
    /// <summary>Never cut: the column is as wide as its widest text, or is not shown.</summary>
    Whole,

    /// <summary>Cut at its end.</summary>
    CutEnd,

    /// <summary>Cut in its middle.</summary>
    CutMiddle,

    /// <summary>In several lines.</summary>
    Wrap,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Value">Returns the text of a row; null or empty if it has none.</param>
internal sealed record TextColumn<T>(string Name, Func<T, string?> Value)
{
    /// <summary>Gets the order in which columns are added while they fit. Columns with 0 come first, in the order of the table.</summary>
    public int Rank { get; init; }

    public Fit Fit { get; init; }

    public bool IsNumber { get; init; }

    /// <summary>Gets the width down to which texts are cut.</summary>
    public int MinWidth { get; init; }

    /// <summary>Gets the width that texts get before columns of a higher rank, and at least the width if more rows can follow.</summary>
    public int UsualWidth { get; init; }
}

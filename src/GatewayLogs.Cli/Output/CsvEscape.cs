using System.CommandLine;

namespace GatewayLogs.Cli.Output;

/// <summary>What CSV does with text that a spreadsheet would run as a formula.</summary>
internal enum CsvEscape
{
    /// <summary>A leading apostrophe makes it text.</summary>
    Spreadsheet,

    /// <summary>It is unchanged.</summary>
    None,
}

/// <summary>Creates the option <c>--csv-escape</c>.</summary>
internal static class CsvEscapeOption
{
    public static Option<CsvEscape> Create(CsvEscape unlessSpecified) => new("--csv-escape")
    {
        Description = "Whether cells of CSV that a spreadsheet would run as a formula get a leading apostrophe: spreadsheet, or none for unchanged text.",
        HelpName = "spreadsheet|none",
        DefaultValueFactory = _ => unlessSpecified,
    };
}

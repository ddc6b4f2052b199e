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
    private const string Spreadsheet = "spreadsheet";

    private const string None = "none";

    public static Option<CsvEscape> Create(CsvEscape unlessSpecified)
    {
        var option = new Option<CsvEscape>("--csv-escape")
        {
            Description =
                $"{Spreadsheet} adds an apostrophe to cells of CSV that a spreadsheet would run as a formula; {None} leaves them unchanged.",
            HelpName = $"{Spreadsheet}|{None}",
            DefaultValueFactory = _ => unlessSpecified,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (text is not (Spreadsheet or None))
                {
                    result.AddError($"--csv-escape must be {Spreadsheet} or {None}, not '{text}'.");
                }

                return text == None ? CsvEscape.None : CsvEscape.Spreadsheet;
            },
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(Spreadsheet, None);
        return option;
    }
}

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads the rows of a text file.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>Gets the number of the line where the last row started.</summary>
    long Line { get; }

    /// <summary>Reads the next row; null at the end of the file.</summary>
    /// <exception cref="FormatException">The row is not a log. The message contains no value of the row.</exception>
    /// <exception cref="System.Text.Json.JsonException">JSON in the row is damaged.</exception>
    GatewayLog? Read();
}

using GatewayLogs.Cli.Export.State;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export;

/// <summary>How an export that has already written rows formats them.</summary>
/// <param name="Format">The format.</param>
/// <param name="Compression">The compression.</param>
/// <param name="CsvEscape">What CSV does with text that a spreadsheet would run as a formula.</param>
internal sealed record StartedExport(ExportFormat? Format, ExportCompression? Compression, CsvEscape CsvEscape)
{
    /// <summary>
    /// Reads the checkpoint of an output; returns null without one, or without rows. <see cref="StateFolder"/> reports a damaged checkpoint.
    /// </summary>
    public static StartedExport? Find(string output) => StateFolder.GetPaths(output)
        .Select(StateFolder.Peek)
        .FirstOrDefault(checkpoint => checkpoint is { IsEmpty: false }) is { CanonicalArguments: var arguments }
        ? new StartedExport(
            Parse<ExportFormat>(arguments, "--format"),
            Parse<ExportCompression>(arguments, "--compress"),
            Parse<CsvEscape>(arguments, ExportIdentity.CsvEscape) ?? CsvEscape.Spreadsheet)
        : null;

    private static T? Parse<T>(IReadOnlyDictionary<string, string> arguments, string name)
        where T : struct, Enum => Enum.TryParse<T>(arguments.GetValueOrDefault(name), ignoreCase: true, out var value) ? value : null;
}

namespace GatewayLogs.Cli.Export;

/// <summary>The format and the compression that the extensions of an output imply, such as <c>logs.csv.gz</c>.</summary>
/// <param name="Name">The name of the file or folder.</param>
/// <param name="Format">The format; null if the extension implies none.</param>
/// <param name="Compression">The compression; null if the extension implies none.</param>
internal sealed record ExportFileName(string Name, ExportFormat? Format, ExportCompression? Compression)
{
    private const string Refresh = ".refresh";

    public static ExportFileName Parse(string path)
    {
        var name = Path.GetFileName(path);
        ExportCompression? compression = GetExtension(name) switch
        {
            ".gz" => ExportCompression.Gzip,
            ".zst" => ExportCompression.Zstd,
            _ => null,
        };
        ExportFormat? format = GetExtension(compression is null ? name : Path.GetFileNameWithoutExtension(name)) switch
        {
            ".ndjson" or ".jsonl" => ExportFormat.Ndjson,
            ".csv" => ExportFormat.Csv,
            ".parquet" => ExportFormat.Parquet,
            _ => null,
        };
        return new ExportFileName(name, format, compression);
    }

    /// <summary>Returns the path of the logs that have changed since they were exported, such as <c>logs.refresh.csv.gz</c>.</summary>
    public static string GetRefreshPath(string output)
    {
        var (name, format, compression) = Parse(output);
        var end = compression is null ? "" : Path.GetExtension(name);
        var start = name[..^end.Length];
        var extension = format is null ? "" : Path.GetExtension(start);
        return Path.Combine(Path.GetDirectoryName(output) ?? "", start[..^extension.Length] + Refresh + extension + end);
    }

    /// <summary>Returns whether a name is one that <see cref="GetRefreshPath"/> returns.</summary>
    public static bool IsRefresh(string name) => name.EndsWith(Refresh, StringComparison.Ordinal) || name.Contains($"{Refresh}.", StringComparison.Ordinal);

    /// <summary>Requires that the options do not contradict the name.</summary>
    /// <exception cref="FormatException">They name another format or compression.</exception>
    public void RequireSame(ExportFormat? format, ExportCompression? compression)
    {
        // Conversations are lines of JSON, too.
        if (Format is { } implied && format is { } other && implied != other && (implied, other) != (ExportFormat.Ndjson, ExportFormat.Messages))
        {
            throw Contradiction("--format", implied, other);
        }

        if (Compression is { } method && compression is { } otherMethod && method != otherMethod)
        {
            throw Contradiction("--compress", method, otherMethod);
        }
    }

    private FormatException Contradiction<T>(string option, T implied, T given)
        where T : struct, Enum => new(
        $"--out {Name} is a name for {ExportPlan.GetName(implied)}, but {option} is {ExportPlan.GetName(given)}. "
        + $"Use {option} {ExportPlan.GetName(implied)}, omit {option}, or choose another name.");

    private static string GetExtension(string name) => Path.GetExtension(name).ToLowerInvariant();
}

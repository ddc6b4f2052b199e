using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Selecting;
using GatewayLogs.Cli.Sources.Files;

namespace GatewayLogs.Cli.Sources;

/// <summary>The logs in the files of an export. Memory is bounded: each operation reads the files, and keeps at most a block of logs.</summary>
/// <exception cref="FormatException">The path does not exist, or is a folder without an export.</exception>
internal sealed class ExportedFiles(string path, CommandProgress? progress = null) : ILogSource
{
    private readonly ExportFolder _files = ExportFolder.Open(path);

    public string Name => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    public GatewayLogsClient? Client => null;

    public string EmptyMessage => $"{path} contains no logs.";

    public async IAsyncEnumerable<GatewayLog> ReadAsync(
        GatewayLogQuery query, IReadOnlyCollection<string>? fields, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var matcher = new LogMatcher(query);
        IReadOnlySet<string>? needed = fields is null ? null : new HashSet<string>([.. fields, .. matcher.Fields], StringComparer.Ordinal);
        foreach (var file in _files.Enumerate())
        {
            await foreach (var log in LogFileFormat.ReadAsync(file, needed, cancellationToken))
            {
                progress?.AddRows(1);
                if (matcher.Matches(log))
                {
                    yield return log;
                }
            }
        }
    }

    public IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(
        GatewayLogQuery query, StatusSelection status, int? limit, CancellationToken cancellationToken) =>
        new OrderedLogs(query.OrderByDirection, () => ReadAsync(query, null, cancellationToken).Where(status.Selects)).ReadAsync(limit);

    public async Task<long> CountAsync(GatewayLogQuery query, StatusSelection status, CancellationToken cancellationToken) =>
        await ReadAsync(query, ["id", "status_code"], cancellationToken).LongCountAsync(status.Selects, cancellationToken);

    public async Task WriteWarningsAsync()
    {
        foreach (var waiting in _files.FindWaiting())
        {
            await CommandRunner.WarnAsync(
                $"The export in {path} has not finished, so the logs in {waiting} were not read. Run gwlogs export again to finish it.");
        }
    }

    public ValueTask DisposeAsync()
    {
        progress?.Dispose();
        return ValueTask.CompletedTask;
    }
}

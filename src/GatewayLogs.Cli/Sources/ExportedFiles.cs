using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Output;
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

    public IAsyncEnumerable<GatewayLog> ReadAsync(GatewayLogQuery query, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken) =>
        ReadRowsAsync(query, fields, cancellationToken).Select(ExportedBodies.Remove);

    public IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(
        GatewayLogQuery query, StatusSelection status, int? limit, CancellationToken cancellationToken) =>
        new OrderedLogs(query.OrderByDirection, () => ReadAsync(query, null, cancellationToken).Where(status.Selects)).ReadAsync(limit);

    public async Task<long> CountAsync(GatewayLogQuery query, StatusSelection status, CancellationToken cancellationToken) =>
        await ReadAsync(query, ["id", "status_code"], cancellationToken).LongCountAsync(status.Selects, cancellationToken);

    public async Task ReadFailuresAsync(
        FailureReport report, GatewayLogQuery query, StatusSelection status, bool allDetails, CancellationToken cancellationToken)
    {
        string[] fields = ["id", "created_at", "status_code", "provider", "model", .. BodyFields.GetNames(ExportBodies.Response)];
        await foreach (var log in ReadRowsAsync(query, fields, cancellationToken).Where(status.Selects))
        {
            FailureMessage Read() => FailureMessage.Read(ExportedBodies.Take(log).Response);
            if (allDetails)
            {
                report.Add(log, Read());
            }
            else
            {
                report.AddSample(log, Read);
            }
        }
    }

    public async Task<LogConversation> GetConversationAsync(string id, CancellationToken cancellationToken)
    {
        string[] fields = [.. LogColumn.RowFields.Concat(BodyFields.Columns).Select(column => column.Name)];
        var log = await ReadRowsAsync(new GatewayLogQuery(), fields, cancellationToken).FirstOrDefaultAsync(log => log.Id == id, cancellationToken);
        return log is null
            ? throw new CommandFailedException(
                $"{path} contains no log with the id {id}. Check the id, or omit --from to read from the service.", ExitCodes.NotFound)
            : LogConversation.Read(ExportedBodies.Take(log));
    }

    public async Task WriteWarningsAsync()
    {
        foreach (var waiting in _files.FindWaiting())
        {
            await CommandRunner.WarnAsync(
                $"The export in {path} has not finished, so the logs in {waiting} were not read. Run gwlogs export again to finish it.");
        }

        foreach (var refresh in _files.FindRefreshes())
        {
            await CommandRunner.WarnAsync(
                $"{refresh} was not read: it contains logs that changed after they were exported. To read only these: --from {refresh}");
        }
    }

    public ValueTask DisposeAsync()
    {
        progress?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads matching rows. The bodies are unknown fields of their logs.</summary>
    private async IAsyncEnumerable<GatewayLog> ReadRowsAsync(
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
}

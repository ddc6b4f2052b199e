using GatewayLogs.Cli.Chat;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Sources;

/// <summary>Where a command reads logs from: the service, or the files of an export.</summary>
internal interface ILogSource : IAsyncDisposable
{
    /// <summary>Gets the id of the gateway, or the name of the file or folder.</summary>
    string Name { get; }

    /// <summary>Gets the client that reads the details of logs; null for files.</summary>
    GatewayLogsClient? Client { get; }

    /// <summary>Gets the message for a source without any log.</summary>
    string EmptyMessage { get; }

    /// <summary>Reads all matching logs, in any order.</summary>
    /// <param name="query">The conditions.</param>
    /// <param name="fields">The fields that the caller uses, by their names in the API; other fields may be null. Null for all fields.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    IAsyncEnumerable<GatewayLog> ReadAsync(GatewayLogQuery query, IReadOnlyCollection<string>? fields, CancellationToken cancellationToken);

    /// <summary>Reads the first matching logs in the order of the query, as pages.</summary>
    IAsyncEnumerable<IReadOnlyList<GatewayLog>> ListAsync(
        GatewayLogQuery query, StatusSelection status, int? limit, CancellationToken cancellationToken);

    /// <summary>Counts the matching logs.</summary>
    Task<long> CountAsync(GatewayLogQuery query, StatusSelection status, CancellationToken cancellationToken);

    /// <summary>Adds the matching logs, which are those of failed calls, to a report with their messages.</summary>
    /// <param name="report">The report.</param>
    /// <param name="query">The conditions.</param>
    /// <param name="status">The statuses.</param>
    /// <param name="allDetails">Whether logs are grouped by message as well.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    Task ReadFailuresAsync(
        FailureReport report, GatewayLogQuery query, StatusSelection status, bool allDetails, CancellationToken cancellationToken);

    /// <summary>Returns a log with its conversation.</summary>
    Task<LogConversation> GetConversationAsync(string id, CancellationToken cancellationToken);

    /// <summary>Writes warnings that reading has caused to standard error.</summary>
    Task WriteWarningsAsync();
}

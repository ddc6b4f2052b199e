using System.Net;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Failures;

/// <summary>Fetches the details of logs, each with one request.</summary>
internal sealed class DetailReader(GatewayLogsClient client)
{
    /// <summary>The number of details that are fetched concurrently.</summary>
    private const int MaxConcurrency = 4;

    private static readonly FailureMessage s_forbidden = FailureMessage.Missing("the token may not read this log's detail: it lacks AI Gateway Read");

    private readonly GatewayLogsClient _client = client.ForMany();

    private volatile bool _isForbidden;

    /// <summary>Groups failed logs: by message as well, which takes a request for each log, or with the message of one log of each group.</summary>
    public async Task AddAllAsync(
        FailureReport report, IAsyncEnumerable<GatewayLogPage> pages, StatusSelection status, bool allDetails, CancellationToken cancellationToken)
    {
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            var logs = status.Select(page.Logs);
            var messages = allDetails ? await ReadAllAsync([.. logs.Select(log => log.Id)], cancellationToken) : null;
            foreach (var (index, log) in logs.Index())
            {
                report.Add(log, messages?[index].Message);
            }
        }

        if (!allDetails)
        {
            var groups = report.Groups;
            var messages = await ReadAllAsync([.. groups.Select(group => group.SampleId)], cancellationToken);
            foreach (var (group, read) in groups.Zip(messages))
            {
                group.Message = read.Message;
            }
        }
    }

    /// <summary>
    /// Returns the detail of each log with the message; without the detail if this log cannot be read. A failure that concerns all logs is
    /// thrown.
    /// </summary>
    public async Task<IReadOnlyList<(GatewayLogDetail? Detail, FailureMessage Message)>> ReadAllAsync(
        IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var read = new (GatewayLogDetail?, FailureMessage)[ids.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, ids.Count),
            new ParallelOptions { MaxDegreeOfParallelism = MaxConcurrency, CancellationToken = cancellationToken },
            async (index, token) => read[index] = await ReadAsync(ids[index], token));
        return read;
    }

    private async Task<(GatewayLogDetail? Detail, FailureMessage Message)> ReadAsync(string id, CancellationToken cancellationToken)
    {
        if (_isForbidden)
        {
            return (null, s_forbidden);
        }

        try
        {
            var detail = await _client.GetLogAsync(id, cancellationToken);
            return (detail, FailureMessage.Read(detail));
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.Forbidden)
        {
            // The permission is that of the token, so requests for other logs would fail as well.
            _isForbidden = true;
            return (null, s_forbidden);
        }
        catch (GatewayLogsException exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return (null, FailureMessage.Missing("the log was deleted"));
        }
        catch (GatewayLogsException exception) when (exception.StatusCode is HttpStatusCode.OK or HttpStatusCode.InternalServerError)
        {
            // Either can be permanent for a single log.
            return (null, FailureMessage.Missing("the detail of the log could not be read"));
        }
        catch (ArgumentException)
        {
            return (null, FailureMessage.Missing("the id of the log cannot be part of a URL"));
        }
    }
}

using System.Runtime.CompilerServices;
using GatewayLogs.Json;
using GatewayLogs.Paging;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

/// <summary>
/// Has all that an answer goes through compiled while the first request is on its way, and not when its answer is there: that is the longest
/// of what a program waits for between the first byte and its first log.
/// </summary>
internal static class FirstPage
{
    private static int s_isExpected;

    private static ReadOnlySpan<byte> Sample =>
        """
        {"success":true,"result":[{"id":"a","created_at":"1970-01-02T00:00:00.000Z","updated_at":"1970-01-02 00:00:00","cost":0.5,"tokens_in":1,
        "success":true,"model":"a","status_code":200,"metadata":{"a":"b"},"timings":{"total":0.5},"location":{"colo":"a"}}],
        "result_info":{"page":1,"per_page":50,"count":1,"total_count":1}}
        """u8;

    /// <summary>Begins it, once in a process; a program that is compiled ahead of time has nothing to prepare.</summary>
    /// <param name="walk">The walk that the page is the first of; null for a page by itself.</param>
    public static void Expect(GatewayLogWalkOptions? walk)
    {
        if (RuntimeFeature.IsDynamicCodeCompiled && Interlocked.Exchange(ref s_isExpected, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static walk => _ = ReadSampleAsync(walk), walk, preferLocal: false);
        }
    }

    /// <summary>Reads a page that was never sent, as far as nobody else sees it.</summary>
    /// <returns>The logs of the walk, or of the page.</returns>
    internal static async Task<IReadOnlyList<GatewayLog>> ReadSampleAsync(GatewayLogWalkOptions? walk)
    {
        using var message = new HttpResponseMessage { Content = new ByteArrayContent(Sample.ToArray()) };
        var answer = new GatewayLogsResponse(200, new AnswerHeaders(message));
        using var clock = new CancellationTokenSource();
        using var body = new AnswerStream(message.Content, answer, Timeout.InfiniteTimeSpan, clock);
        using var buffer = await AnswerBuffer.ReadAsync(body, answer, CancellationToken.None).ConfigureAwait(false);
        _ = WireJson.TryRead<ListGatewayLogsEnvelope>(buffer.Bytes, keepsBytes: false, out var envelope, out _);
        var page = new GatewayLogPage(envelope!.Result!, envelope.ResultInfo!, answer);
        if (walk is null)
        {
            return page.Logs;
        }

        List<GatewayLog> logs = [];
        var pages = LogEnumerator.ReadAsync(
            new GatewayLogQuery(), walk with { StartAfter = null }, (query, _) => Task.FromResult(query.Page == 1 ? GatewayLogsClient.Checked(query, page) : new GatewayLogPage([], page.Info, answer)), new ServiceClock(TimeProvider.System), new PagingObservations(), TimeProvider.System, CancellationToken.None);
        await foreach (var part in pages.ConfigureAwait(false))
        {
            logs.AddRange(part.Logs);
        }

        return logs;
    }
}

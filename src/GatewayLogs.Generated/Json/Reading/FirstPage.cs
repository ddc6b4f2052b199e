using System.Runtime.CompilerServices;

namespace GatewayLogs.Json;

/// <summary>
/// Has the readers of a page compiled while the first request is on its way, and not when its answer is there: that is the longest of what
/// a program waits for between the first byte and its first log.
/// </summary>
internal static class FirstPage
{
    private static int s_isExpected;

    private static ReadOnlySpan<byte> Sample =>
        """
        {"success":true,"result":[{"id":"a","created_at":"2026-01-01T00:00:00.000Z","updated_at":"2026-01-01 00:00:00","cost":0.5,"tokens_in":1,
        "success":true,"model":"a","status_code":200,"metadata":{"a":"b"}}],"result_info":{"page":1,"per_page":50,"count":1,"total_count":1}}
        """u8;

    /// <summary>Begins it, once in a process; a program that is compiled ahead of time has nothing to prepare.</summary>
    public static void Expect()
    {
        if (RuntimeFeature.IsDynamicCodeCompiled && Interlocked.Exchange(ref s_isExpected, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static _ => WireJson.TryRead<ListGatewayLogsEnvelope>(Sample.ToArray(), keepsBytes: false, out var _, out var _), null);
        }
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>A large gateway without changes, which stores only the sorted timestamps of its logs.</summary>
internal sealed partial class QuietService(long[] times) : OfflineService
{
    private int _requests;

    private int _inFlight;

    private int _mostInFlight;

    private long _sumInFlight;

    public TimeSpan Latency { get; set; }

    /// <summary>The members of every row in addition to its ID and timestamp.</summary>
    public string RowPadding { get; set; } = "";

    public int Requests => _requests;

    public int MostInFlight => _mostInFlight;

    public int InFlight => _inFlight;

    /// <summary>Gets the average number of requests in flight when one arrives, including itself.</summary>
    public double MeanInFlight => (double)_sumInFlight / _requests;

    [GeneratedRegex("""\{"key":"created_at","operator":"(gt|lt)","value":\["([^"]+)"\]\}""")]
    private static partial Regex Limit { get; }

    [GeneratedRegex(@"[?&](page|per_page)=(\d+)")]
    private static partial Regex Number { get; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        var inFlight = Interlocked.Increment(ref _inFlight);
        InterlockedMax(ref _mostInFlight, inFlight);
        Interlocked.Add(ref _sumInFlight, inFlight);
        try
        {
            await (Latency > TimeSpan.Zero ? Task.Delay(Latency, cancellationToken) : Task.CompletedTask);
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(Respond(Uri.UnescapeDataString(request.RequestUri!.Query)), Encoding.UTF8, "application/json"),
            };
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private string Respond(string query)
    {
        var limits = Limit.Matches(query).ToDictionary(
            match => match.Groups[1].Value, match => DateTimeOffset.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        var numbers = Number.Matches(query).ToDictionary(
            match => match.Groups[1].Value, match => int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        var first = limits.TryGetValue("gt", out var after) ? FirstFrom(after + 1) : 0;
        var count = Math.Max(0, (limits.TryGetValue("lt", out var before) ? FirstFrom(before) : times.Length) - first);
        var skipped = (numbers["page"] - 1) * numbers["per_page"];
        var rows = Enumerable.Range(skipped, Math.Max(0, Math.Min(numbers["per_page"], count - skipped)))
            .Select(i => query.Contains("desc", StringComparison.Ordinal) ? first + count - 1 - i : first + i);
        var text = string.Join(',', rows.Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"log-{{i:D7}}","created_at":"{{DateTimeOffset.FromUnixTimeMilliseconds(times[i]).UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}}"""
            + $$"""Z","path":"{{RowPadding}}"}""")));
        return $$"""{"success":true,"result":[{{text}}],"result_info":{"total_count":{{count}}} }""";
    }

    private int FirstFrom(long time)
    {
        var (low, high) = (0, times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}

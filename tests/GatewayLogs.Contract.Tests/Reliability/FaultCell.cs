using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>The result of a call: an exception, or correct or incorrect data.</summary>
internal sealed record Observed(Outcome OfData, Exception? Failure, TimeSpan Elapsed)
{
    public Outcome Outcome => Failure switch
    {
        null => OfData,
        GatewayLogsDeleteOutcomeUnknownException => Outcome.LeftUnknown,
        GatewayLogsRateLimitException => Outcome.RateLimited,
        GatewayLogsException { Kind: FailureKind.CertificateRejected } => Outcome.Untrusted,
        GatewayLogsException { StatusCode: { } status } when status != System.Net.HttpStatusCode.OK => Outcome.Refused,
        _ => Outcome.Wrong,
    };
}

/// <summary>The result of one fault in one operation: what the caller observed, and the problem with it, if any.</summary>
internal sealed record FaultCell(string Fault, string Operation, string Seen, IReadOnlyList<string> Problems)
{
    /// <summary>The longest duration of a call that fails because it cannot wait for the required delay.</summary>
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(1);

    public bool IsRight => Problems.Count == 0;

    public override string ToString() => IsRight ? Seen : $"**{Seen}: {string.Join(", ", Problems)}**";

    public static FaultCell Evaluate(string fault, OperationColumn column, Outcome expected, FaultRule? rule, Observed observed, GatewayLogsEmulator emulator)
    {
        List<string> problems = [];
        void Require(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }

        var outcome = observed.Outcome;
        var failure = observed.Failure as GatewayLogsException;
        var count = emulator.RequestCounts.TryGetValue(column.Operation, out var counts) ? (counts.Received, counts.Faulted) : (Received: 0, Faulted: 0);
        Require(outcome == expected, $"expected {expected}");
        Require(count.Faulted == (rule is null ? 0 : 1), $"met {count.Faulted} faults");
        if (expected is Outcome.Refused or Outcome.RateLimited)
        {
            Require((int?)failure?.StatusCode == rule?.Status, $"status {failure?.StatusCode}");
            Require(count.Received == 1 && failure?.Attempts == 1, $"{count.Received} requests");
        }

        Require(expected is not (Outcome.Delivered or Outcome.AtOnce) || count.Received == 1, $"{count.Received} requests");
        if (expected == Outcome.Untrusted)
        {
            Require(count.Received == 0 && failure?.Attempts == 1, $"{count.Received} requests, {failure?.Attempts} attempts");
            Require(failure?.Message.Contains("SSL_CERT_FILE", StringComparison.Ordinal) == true, "no remedy");
        }

        if (expected == Outcome.RateLimited)
        {
            Require(observed.Elapsed < s_atOnce, $"after {observed.Elapsed.TotalMilliseconds:0} ms");
            Require(failure?.RetryAfter == TimeSpan.FromSeconds(120), $"wait {failure?.RetryAfter}");
        }

        var deleted = emulator.Deleted();
        if (column.Operation == "DeleteGatewayLogs")
        {
            var executesFault = rule?.Execute ?? rule?.Kind != FaultKind.Status;
            var due = expected is Outcome.Recovered or Outcome.AtOnce || (expected == Outcome.LeftUnknown && executesFault) ? 1 : 0;
            Require(emulator.Executed(column.Operation) == due, $"executed {emulator.Executed(column.Operation)} times");
            Require(deleted == due, $"{deleted} logs deleted");
            Require(expected != Outcome.LeftUnknown || count.Received == 1, $"{count.Received} requests");
        }
        else
        {
            Require(deleted == 0, $"{deleted} logs deleted");
        }

        return new FaultCell(fault, column.Operation, Describe(outcome, observed.Failure, deleted), problems);
    }

    private static string Describe(Outcome outcome, Exception? failure, int deleted) => outcome switch
    {
        Outcome.Recovered => "ok",
        Outcome.Delivered => "as sent",
        Outcome.AtOnce => "ok at once",
        Outcome.Untrusted => "certificate named",
        Outcome.Refused => $"error {(int?)((GatewayLogsException)failure!).StatusCode}, once",
        Outcome.RateLimited => "429 at once",
        Outcome.LeftUnknown => $"unknown, {(deleted == 0 ? "not executed" : $"executed {deleted}×")}",
        _ => failure?.GetType().Name ?? "other data",
    };
}

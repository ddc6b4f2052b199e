using System.Diagnostics;
using System.Globalization;
using GatewayLogs.Emulator;

namespace GatewayLogs.Tests.Reliability;

/// <summary>No log is lost, duplicated or changed while faults are injected, as verified against the emulator's ledger.</summary>
/// <remarks>The environment variable GATEWAY_LOGS_SOAK sets the initial number of logs; the full size is 100,000.</remarks>
[NonParallelizable]
public class SoakTests
{
    private const string SizeVariable = "GATEWAY_LOGS_SOAK";

    private static int Size => Environment.GetEnvironmentVariable(SizeVariable) is { Length: > 0 } size ? int.Parse(size, CultureInfo.InvariantCulture) : Proof.Size(5_000, otherwise: 5_000, quick: 1_000);

    [Test]
    public async Task No_log_is_lost_duplicated_or_changed_during_inserts_deletes_and_faults()
    {
        using var folder = new TemporaryFolder();
        await using var emulator = await GatewayLogsEmulator.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = Size, DatabasePath = folder.GetPath("soak.db"), Faults = Soak.Rules });
        var options = new GatewayLogsClientOptions();
        Gateway.Configure(options, emulator);
        (options.HeadersTimeout, options.BodyInactivityTimeout, options.MaxRetries, options.RateLimit) = (TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5), 10, null);
        var soak = new Soak(emulator, new GatewayLogsClient(options));
        var watch = Stopwatch.StartNew();

        await soak.RunAsync();

        var ledger = emulator.Ledger().ToDictionary(entry => entry.Id);
        var counts = emulator.RequestCounts.Values;
        var faults = counts.Sum(count => count.Faulted);
        await TestContext.Out.WriteLineAsync(
            $"{ledger.Count} logs, {emulator.Deleted()} deleted meanwhile ({soak.Unknown} with an unknown outcome); {counts.Sum(count => count.Received)} requests, "
            + $"{faults} faults; {soak.Forward.Rows.Count} rows forward, {soak.Backward.Rows.Count} backward, {soak.Bodies.Count} pairs of bodies; {watch.Elapsed}");
        var audit = new LedgerAudit(ledger);
        Assert.Multiple(() =>
        {
            Assert.That(audit.Problems(soak.Forward.Rows, soak.Forward).Take(20), Is.Empty);
            Assert.That(audit.Problems(soak.Backward.Rows, soak.Backward).Take(20), Is.Empty);
            Assert.That(audit.Problems(soak.Bodies).Take(20), Is.Empty);
            Assert.That(soak.Bodies, Has.Count.EqualTo(soak.Forward.Rows.Count));
            Assert.That(faults, Is.GreaterThanOrEqualTo(Size / 10));
            Assert.That(Math.Min(emulator.Deleted(), ledger.Count - Size), Is.Positive);
        });
        AuditSeesWhatIsWrong(audit, soak, ledger);
    }

    /// <summary>Verifies that the audit detects each kind of problem.</summary>
    private static void AuditSeesWhatIsWrong(LedgerAudit audit, Soak soak, Dictionary<string, LedgerEntry> ledger)
    {
        var paging = soak.Forward;
        var kept = paging.Rows.FindIndex(paging.Rows.Count / 2, row => ledger[row.Id].DeletedAt is null);
        var later = paging.Rows.FindIndex(kept, row => row.CreatedAt > paging.Rows[kept].CreatedAt);
        List<ReadRow> Changed(Action<List<ReadRow>> change)
        {
            List<ReadRow> rows = [.. paging.Rows];
            change(rows);
            return rows;
        }

        Assert.Multiple(() =>
        {
            Assert.That(audit.Problems(Changed(rows => rows.RemoveAt(kept)), paging), Has.One.Contains("lost"));
            Assert.That(audit.Problems(Changed(rows => rows.Insert(kept, rows[kept])), paging), Has.One.Contains("repeated"));
            Assert.That(audit.Problems(Changed(rows => (rows[kept], rows[later]) = (rows[later], rows[kept])), paging), Has.Some.Contains("order"));
            var bodies = soak.Bodies.First(read => read.Response.State == GatewayLogBodyState.Stored && ledger[read.Id].DeletedAt is null);
            Assert.That(audit.Problems([bodies with { Response = bodies.Response with { Sha256 = "other" } }]), Has.One.Contains("others"));
            foreach (var state in Enum.GetValues<GatewayLogBodyState>().Except([GatewayLogBodyState.Stored]))
            {
                Assert.That(audit.Problems([bodies with { Response = new(state, null) }]), Has.One.Contains("others"), $"{state}");
            }
        });
    }
}

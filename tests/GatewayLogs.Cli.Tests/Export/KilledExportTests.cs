using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using GatewayLogs.Emulator.Faults;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>
/// Kills exports with SIGKILL until one of the runs completes, and compares the output with that of an undisturbed export. To run 204
/// kills: <c>dotnet test tests/GatewayLogs.Cli.Tests --filter "Name~Killed_two_hundred_times"</c>.
/// </summary>
public class KilledExportTests : ExportTests
{
    /// <summary>
    /// The maximum share of an undisturbed run's requests that a process sends before it is killed, so that an export takes several
    /// processes.
    /// </summary>
    private const double MaxFractionOfRun = 0.6;

    private const string Ndjson = "--format ndjson --checkpoint-every 100";

    private const string GzippedNdjson = "--format ndjson --compress gzip --checkpoint-every 70";

    private const string Csv = "--format csv --checkpoint-every 100";

    private const string PackedCsv = "--format csv --compress zstd --checkpoint-every 70";

    private const string Parquet = "--format parquet --checkpoint-every 30";

    private const string Bodies = "--format ndjson --compress zstd --checkpoint-every 20 --with-bodies request,response --filter|model eq gpt-4o-mini";

    private const string Messages = "--format messages --dedupe --compress gzip --checkpoint-every 20 --filter|model eq gpt-4o-mini";

    private protected override int Logs => 3_000;

    [OneTimeSetUp]
    public void DelayLists() =>
        Emulator.AddFaults(new FaultRule { Kind = FaultKind.Delay, Operation = "ListGatewayLogs", Delay = TimeSpan.FromMilliseconds(10) });

    [TestCase(Ndjson, 5)]
    [TestCase(GzippedNdjson, 4)]
    [TestCase(Csv, 4)]
    [TestCase(PackedCsv, 4)]
    [TestCase(Parquet, 6)]
    [TestCase(Bodies, 3)]
    [TestCase(Messages, 3)]
    public async Task Killed_at_any_instant_and_run_again_the_output_is_that_of_an_undisturbed_run(string options, int kills) =>
        await KillAsync(options, Proof.IsGate ? kills : 1, seed: options.Length);

    [Explicit("Takes minutes; 204 kills.")]
    [TestCase(Ndjson, 34)]
    [TestCase(GzippedNdjson, 34)]
    [TestCase(Csv, 34)]
    [TestCase(PackedCsv, 34)]
    [TestCase(Parquet, 48)]
    [TestCase(Bodies, 20)]
    [TestCase(Messages, 20)]
    public async Task Killed_two_hundred_times_and_run_again_the_output_is_that_of_an_undisturbed_run(string options, int kills) =>
        await KillAsync(options, kills, Environment.TickCount);

    private async Task KillAsync(string options, int kills, int seed)
    {
        await TestContext.Out.WriteLineAsync($"Seed {seed}");
        var random = new Random(seed);
        string[] arguments = [.. options.Split('|')[0].Split(' '), .. options.Split('|').Skip(1), "--quiet"];
        var before = Received();
        await ExportWithSuccessAsync("undisturbed", arguments);
        var maxRequests = (int)((Received() - before) * MaxFractionOfRun);
        var expected = Fingerprint("undisturbed");
        Assert.That(expected, Is.Not.Empty);

        // The last killed process has to leave rows to resume from.
        var (trial, killed) = (0, 0);
        while (killed < kills || GetPersistedRows($"trial{trial}") == 0)
        {
            if (await KillOnceAsync($"trial{trial}", arguments, random.Next(1, maxRequests), random.NextDouble() * 25))
            {
                killed++;
            }
            else
            {
                // The export completed before the kill.
                Assert.That(Fingerprint($"trial{trial}"), Is.EqualTo(expected), $"trial {trial}, {killed} kills");
                trial++;
            }
        }

        await ExportWithSuccessAsync($"trial{trial}", arguments);
        Assert.That(Fingerprint($"trial{trial}"), Is.EqualTo(expected), $"last trial {trial}");
        await TestContext.Out.WriteLineAsync($"{killed} kills in {trial + 1} exports");
    }

    /// <summary>Starts or resumes an export, and kills it after a number of responses and a fraction of a millisecond.</summary>
    private async Task<bool> KillOnceAsync(string output, string[] arguments, int requests, double milliseconds)
    {
        var before = Received();
        using var export = ExportProcess.Start(Emulator, ["--out", GetPath(output), .. arguments]);
        while (Received() < before + requests && !export.HasExited)
        {
            await Task.Delay(1);
        }

        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since).TotalMilliseconds < milliseconds;)
        {
            await Task.Yield();
        }

        var wasKilled = await export.KillAsync();
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{output}: {(wasKilled ? "killed" : "completed")} with {GetPersistedRows(output)} persisted rows"));
        return wasKilled;
    }

    /// <summary>Returns the number of rows in the checkpoint; 0 if there is none yet.</summary>
    private long GetPersistedRows(string output)
    {
        var checkpoint = new[] { GetPath($"{output}.gwlogs/checkpoint.json"), GetPath($"{output}/_gwlogs/checkpoint.json") }.FirstOrDefault(File.Exists);
        return checkpoint is null ? 0 : (long)JObject.Parse(File.ReadAllText(checkpoint))["rows"]!;
    }

    private long Received() => Emulator.RequestCounts.Values.Sum(count => count.Received);

    /// <summary>Returns the files of an output, except for the checkpoint, with the SHA-256 of each.</summary>
    private Dictionary<string, string> Fingerprint(string output)
    {
        var path = GetPath(output);
        var files = File.Exists(path)
            ? [path]
            : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => !file.Contains("_gwlogs", StringComparison.Ordinal));
        return files.ToDictionary(file => Path.GetRelativePath(path, file), file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
    }
}

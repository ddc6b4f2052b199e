using System.Globalization;
using System.Security.Cryptography;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Files;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

/// <summary>
/// After any modification of a state file, the next run writes the exact rows or fails: 1,008 random changes with GATEWAY_LOGS_FULL=1,
/// 252 in the gate and otherwise 90. No row is duplicated or missing.
/// </summary>
public class StateMutationTests
{
    private const int Logs = 160;

    private static readonly DateTimeOffset s_first = new(2026, 8, 5, 8, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(25);

    private GatewayLogsEmulator _emulator;

    private GatewayLogsClient _client;

    private TemporaryFolder _folder;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _emulator = await GatewayLogsEmulator.StartAsync();
        _emulator.AddLogs(Enumerable.Range(0, Logs).Select(i => new EmulatedLog { Id = string.Create(CultureInfo.InvariantCulture, $"log-{i:D4}"), CreatedAt = s_first + (s_step * i), Model = "gpt-4o" }));
        _client = new GatewayLogsClient(new GatewayLogsClientOptions
        {
            AccountId = _emulator.AccountId, GatewayId = _emulator.GatewayId, ApiToken = _emulator.ApiToken, BaseAddress = _emulator.BaseAddress, RateLimit = null,
        });
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _emulator.DisposeAsync();

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder()
    {
        _emulator.Faults = [];
        _folder.Dispose();
    }

    [TestCase(ExportFormat.Ndjson, ExportCompression.None)]
    [TestCase(ExportFormat.Csv, ExportCompression.Gzip)]
    [TestCase(ExportFormat.Parquet, ExportCompression.Zstd)]
    public async Task The_next_run_writes_the_exact_rows_or_fails(int format, int compression)
    {
        var plan = Plan("prepared", (ExportFormat)format, (ExportCompression)compression);
        var all = Proof.Size(full: 1_008, otherwise: 252, quick: 90) / 3;
        var (exact, refused) = (0, 0);
        foreach (var (name, prepareAsync) in ((string, Func<ExportPlan, Task>)[])
            [("interrupted", InterruptAsync), ("finished", FinishAsync), ("interrupted later", InterruptLaterAsync)])
        {
            Clear(_folder.GetPath("prepared"));
            await prepareAsync(plan);
            var expected = await RunCopyAsync(plan, (_, _) => "nothing", new Random(0));
            Assert.That(expected.Files, Is.Not.Null, expected.Result);
            for (var seed = 0; seed < all / 3; seed++)
            {
                var run = await RunCopyAsync(plan, Mutate, new Random(seed));
                var what = $"{name}, seed {seed}: {run.Mutation}: {run.Result}";
                if (run.Files is null)
                {
                    Assert.That(run.Result, Does.Contain("To start over, ").Or.Contain("hoose another --out"), what);
                    refused++;
                }
                else
                {
                    Assert.That(run.Files, Is.EqualTo(expected.Files), what);
                    exact++;
                }
            }
        }

        await TestContext.Out.WriteLineAsync($"{exact} exact, {refused} refused");
        Assert.That(Math.Min(exact, refused), Is.Positive);
    }

    private ExportPlan Plan(string name, ExportFormat format, ExportCompression compression) =>
        InProcessExport.Plan(_folder.GetPath($"{name}/logs"), format) with { Compression = compression, CheckpointEvery = 10, LookBack = s_step * 40 };

    private Task<ExportReport> FinishAsync(ExportPlan plan) => InProcessExport.RunAsync(_client, plan, s_first + (s_step * 100));

    private async Task InterruptAsync(ExportPlan plan)
    {
        _emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs", Nth = 3 }];
        try
        {
            await InProcessExport.RunAsync(_client, plan);
            Assert.Fail("The export was not interrupted.");
        }
        catch (GatewayLogsException)
        {
            _emulator.Faults = [];
        }
    }

    private async Task InterruptLaterAsync(ExportPlan plan)
    {
        await FinishAsync(plan);
        await InterruptAsync(plan);
    }

    /// <summary>Copies the prepared export, modifies the state of the copy, and runs the export again.</summary>
    private async Task<(SortedDictionary<string, string>? Files, string Mutation, string Result)> RunCopyAsync(
        ExportPlan plan, Func<string, Random, string> mutate, Random random)
    {
        var (from, to) = (_folder.GetPath("prepared"), _folder.GetPath("copy"));
        Clear(to);
        Copy(from, to);
        plan = plan with { Output = _folder.GetPath("copy/logs") };
        var mutation = mutate(plan.StatePath, random);
        try
        {
            await InProcessExport.RunAsync(_client, plan);
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            return (null, mutation, exception.Message);
        }

        return (Hash(to), mutation, "");
    }

    private static void Clear(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        PrivateFile.CreateFolder(to);
        foreach (var path in Directory.EnumerateFiles(from))
        {
            File.Copy(path, Path.Combine(to, Path.GetFileName(path)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    /// <summary>Returns the files of an output with the SHA-256 of each.</summary>
    private static SortedDictionary<string, string> Hash(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("gwlogs/", StringComparison.Ordinal))
            .ToDictionary(path => Path.GetRelativePath(folder, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    /// <summary>Modifies one file of the state, or deletes the whole state.</summary>
    private static string Mutate(string state, Random random)
    {
        if (random.Next(40) == 0)
        {
            Directory.Delete(state, recursive: true);
            return "all state removed";
        }

        var files = Directory.GetFiles(state).Where(path => random.Next(10) == 0 || Path.GetFileName(path) != "lock").Order(StringComparer.Ordinal).ToArray();
        var path = random.GetItems(files, 1)[0];
        var bytes = File.ReadAllBytes(path);
        var (at, length) = (random.Next(bytes.Length + 1), random.Next(1, 60));
        var part = bytes.AsSpan(at, Math.Min(length, bytes.Length - at)).ToArray();
        var kind = random.Next(10);
        var changed = kind switch
        {
            0 => null,
            1 => [],
            2 => bytes[..at],
            3 => bytes[at..],
            4 => [.. bytes, .. part.Length > 0 ? part : [0]],
            5 => [.. bytes[..at], .. bytes[(at + part.Length)..]],
            6 => [.. bytes[..at], .. part, .. bytes[at..]],
            7 => [.. bytes[..^Math.Min(24, bytes.Length)]],
            8 => Change(bytes, at, random.Next(256)),
            _ => Change(bytes, at, '0' + random.Next(10)),
        };
        if (changed is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllBytes(path, changed);
        }

        return $"{Path.GetFileName(path)}, change {kind} at {at} of {bytes.Length}";
    }

    private static byte[] Change(byte[] bytes, int at, int value)
    {
        byte[] changed = [.. bytes];
        if (at < changed.Length)
        {
            changed[at] = (byte)value;
        }

        return changed;
    }
}

using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>Exports that are corrected or written differently before they run again.</summary>
public class CorrectedExportTests : ExportTests
{
    private protected override int Logs => 60;

    [TestCase("--gateway", "no-such-gateway")]
    [TestCase("--api-token", "wrong")]
    [TestCase("--model", "no-such-model")]
    public async Task A_first_run_without_rows_does_not_block_a_corrected_one(string option, string value)
    {
        await ExportAsync("logs", option, value, "--since", "2026-01-01");

        var run = await ExportAsync("logs", "--columns", "id");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(GetLines("logs"), Has.Length.EqualTo(Logs));
        Assert.That((await ExportAsync("logs", "--columns", "id")).Error, Does.StartWith("0 new rows, 60 in all"));
    }

    [Test]
    public async Task Another_spelling_and_another_distance_of_checkpoints_continue_an_export()
    {
        await ExportWithSuccessAsync("logs", "--since", "2020-10-30");

        var run = await ExportAsync("logs", "--since", "2020-10-30T00:00Z", "--checkpoint-every", "7");

        Assert.That(run.Error, Does.StartWith("0 new rows, 60 in all"));
    }

    [Test]
    public async Task The_same_gateway_of_another_service_is_another_export()
    {
        await ExportWithSuccessAsync("logs");
        await using var other = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 2, Logs = 10 });

        var run = await CliRunner.RunAsync(other, "export", "--out", GetPath("logs"));

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.Contain($"started with --base-url {Emulator.BaseAddress}, but this command has --base-url {other.BaseAddress}"));
    }

    [Test]
    public async Task Each_embedded_emulator_is_the_same_service()
    {
        var runs = new[]
        {
            await CliRunner.RunAsync(null, "export", "--emulator", "--out", GetPath("logs")),
            await CliRunner.RunAsync(null, "export", "--emulator", "--out", GetPath("logs")),
        };

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, runs[1].Error);
    }
}

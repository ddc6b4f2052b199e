using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests;

public class InterruptedExportTests : ExportTests
{
    [TestCase("INT", 130, 1)]
    [TestCase("TERM", 143, 1)]
    [TestCase("TERM", 143, 3)]
    [TestCase("TERM", 143, 5)]
    [TestCase("HUP", 129, 4)]
    public async Task An_export_exits_with_the_code_of_a_signal_and_resumes(string signal, int exitCode, int requests)
    {
        await ExportWithSuccessAsync("undisturbed", "--checkpoint-every", "50");
        Emulator.Faults = [new FaultRule { Kind = FaultKind.Delay, Operation = "ListGatewayLogs", Delay = TimeSpan.FromMilliseconds(200) }];
        try
        {
            var before = Received();
            using var export = ExportProcess.Start(Emulator, "--out", GetPath("interrupted"), "--checkpoint-every", "50");
            // The first request reads the service's clock; the output is created after it.
            while (Received() < before + 1 + requests)
            {
                Assert.That(export.HasExited, Is.False);
                await Task.Delay(5);
            }

            await export.SignalAsync(signal);
            var run = await export.EndAsync();

            Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, "")));
        }
        finally
        {
            Emulator.Faults = [];
        }

        Assert.That(new FileInfo(GetPath("interrupted")).Length, Is.LessThan(new FileInfo(GetPath("undisturbed")).Length));
        var rest = await ExportAsync("interrupted", "--checkpoint-every", "50");

        Assert.That(rest.Error, Does.Contain(" 300 in all"));
        Assert.That(await File.ReadAllBytesAsync(GetPath("interrupted")), Is.EqualTo(await File.ReadAllBytesAsync(GetPath("undisturbed"))));
    }

    [Test]
    public async Task Failed_bodies_before_an_interruption_are_reported_at_the_end()
    {
        string[] options = ["--with-bodies", "request", "--checkpoint-every", "50"];
        Emulator.Faults =
        [
            new FaultRule { Kind = FaultKind.Status, Status = 410, Operation = "GetGatewayLogRequest", Nth = 1 },
            new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs", Nth = 5 },
        ];
        var interrupted = await ExportAsync("logs", options);
        Emulator.Faults = [];
        var rest = await ExportAsync("logs", options);
        var again = await ExportAsync("logs", options);

        Assert.That((interrupted.ExitCode, rest.ExitCode, again.ExitCode), Is.EqualTo((4, 3, 0)), rest.Error);
        Assert.That(rest.Error, Does.Contain("1 bodies could not be read and have the state failed. Try"));
        Assert.That(GetLines("logs"), Has.Exactly(1).Contains("\"request_body_state\":\"failed\""));
    }

    [Test]
    public async Task An_export_resumes_after_a_permanent_failure()
    {
        await ExportWithSuccessAsync("undisturbed", "--checkpoint-every", "50");
        Emulator.Faults = [new FaultRule { Kind = FaultKind.Status, Status = 403, Operation = "ListGatewayLogs", Nth = 5 }];
        var refused = await ExportAsync("refused", "--checkpoint-every", "50");
        Emulator.Faults = [];
        await ExportWithSuccessAsync("refused", "--checkpoint-every", "50");

        Assert.That(refused.ExitCode, Is.EqualTo(4));
        Assert.That(await File.ReadAllBytesAsync(GetPath("refused")), Is.EqualTo(await File.ReadAllBytesAsync(GetPath("undisturbed"))));
    }

    private long Received() => Emulator.RequestCounts.TryGetValue("ListGatewayLogs", out var count) ? count.Received : 0;
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GatewayLogs.Cli;

/// <summary>
/// Cancels the command when SIGINT, SIGTERM or SIGHUP arrives, and exits with 128 plus the signal number, as shells do. A second signal
/// ends the process immediately, with the same code.
/// </summary>
internal static class TerminationSignals
{
    /// <summary>How long a command may take to stop. A command that blocks on reading input does not observe its cancellation.</summary>
    private static readonly TimeSpan s_gracePeriod = TimeSpan.FromSeconds(2);

    private static readonly (PosixSignal Signal, int ExitCode)[] s_signals =
        [(PosixSignal.SIGHUP, ExitCodes.HungUp), (PosixSignal.SIGINT, ExitCodes.Interrupted), (PosixSignal.SIGTERM, ExitCodes.Terminated)];

    /// <summary>Runs the command of this process.</summary>
    /// <returns>The exit code of the command, or the code of the signal if the signal canceled it.</returns>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "A signal can arrive until the process ends.")]
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> command)
    {
        var cancellation = new CancellationTokenSource();
        var received = 0;
        var registrations = s_signals.Select(signal => PosixSignalRegistration.Create(signal.Signal, context =>
        {
            if (Interlocked.CompareExchange(ref received, signal.ExitCode, 0) == 0)
            {
                context.Cancel = true;
                _ = ExitAfterGraceAsync(signal.ExitCode);
                cancellation.Cancel();
            }
        })).ToList();

        var exitCode = await command(cancellation.Token);
        GC.KeepAlive(registrations);
        return exitCode == ExitCodes.Interrupted && received != 0 ? received : exitCode;
    }

    private static async Task ExitAfterGraceAsync(int exitCode)
    {
        await Task.Delay(s_gracePeriod);
        Environment.Exit(exitCode);
    }
}

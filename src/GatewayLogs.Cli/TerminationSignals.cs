using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GatewayLogs.Cli;

/// <summary>
/// Ends a command in order when SIGINT, SIGTERM or SIGHUP arrives: its token is cancelled, and the exit code is 128 and the number of the signal,
/// as in a shell. A second signal ends the process at once, with the same code.
/// </summary>
internal static class TerminationSignals
{
    /// <summary>How long a command may take to end. One that waits for input that never comes does not end by itself.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(2);

    private static readonly (PosixSignal Signal, int ExitCode)[] s_signals =
        [(PosixSignal.SIGHUP, ExitCodes.HungUp), (PosixSignal.SIGINT, ExitCodes.Interrupted), (PosixSignal.SIGTERM, ExitCodes.Terminated)];

    /// <summary>Runs the command of this process.</summary>
    /// <returns>Its exit code; if a signal interrupted it, the signal's. A command that has done its work by then keeps its own.</returns>
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
        await Task.Delay(s_grace);
        Environment.Exit(exitCode);
    }
}

using System.Diagnostics;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>The tool <c>gwlogs-emulator</c> as a process, which ends when it is disposed.</summary>
internal sealed class EmulatorProgram : IAsyncDisposable
{
    public const string Missing =
        "This build of gwlogs does not include the emulator, and gwlogs-emulator is not on the PATH. Install it: dotnet tool install -g gwlogs-emulator";

    private readonly Process _process;

    private EmulatorProgram(Process process) => _process = process;

    /// <summary>Gets the output; only if it is redirected.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts the program.</summary>
    public static EmulatorProgram Start(IEnumerable<string> arguments, bool redirectOutput)
    {
        var path = Find() ?? throw new CommandFailedException(Missing, ExitCodes.Usage);
        return new EmulatorProgram(Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = redirectOutput })!);
    }

    /// <summary>Waits until the program ends.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    // Process.Start also searches the working folder, whose files may come from others.
    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathFullyQualified)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "gwlogs-emulator.exe" : "gwlogs-emulator"))
        .FirstOrDefault(File.Exists);
}

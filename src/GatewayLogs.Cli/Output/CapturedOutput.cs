using System.Buffers;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// What a command writes instead of writing to the streams of the process: its output, and its warnings or error. Captured commands run one
/// after the other.
/// </summary>
internal sealed class CapturedOutput
{
    private static readonly SemaphoreSlim s_running = new(1, 1);

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly List<string> _messages = [];

    private CapturedOutput()
    {
    }

    /// <summary>Gets the output of the command that runs; null if it is written to the streams of the process.</summary>
    public static CapturedOutput? Current { get; private set; }

    public ReadOnlyMemory<byte> Output => _output.WrittenMemory;

    /// <summary>Gets what the command would have written to standard error, as one line each.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Runs a command when all that were started before have ended, and captures what it writes.</summary>
    public static async Task<(int ExitCode, CapturedOutput Captured)> RunAsync(Func<Task<int>> command, CancellationToken cancellationToken)
    {
        await s_running.WaitAsync(cancellationToken);
        try
        {
            var captured = Current = new CapturedOutput();
            return (await command(), captured);
        }
        finally
        {
            Current = null;
            s_running.Release();
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            _output.Write(bytes);
        }
    }

    public void AddMessage(string line)
    {
        lock (_gate)
        {
            _messages.Add(line);
        }
    }
}

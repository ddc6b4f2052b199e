using System.Buffers;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// What a command writes while other commands can run in the same process: its output, and its warnings or error. Neither is written to the
/// streams of the process.
/// </summary>
internal sealed class CapturedOutput
{
    private static readonly AsyncLocal<CapturedOutput?> s_current = new();

    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly List<string> _messages = [];

    private CapturedOutput()
    {
    }

    /// <summary>Gets the output of the command that runs; null if it is written to the streams of the process.</summary>
    public static CapturedOutput? Current => s_current.Value;

    public ReadOnlyMemory<byte> Output => _output.WrittenMemory;

    /// <summary>Gets what the command would have written to standard error, as one line each.</summary>
    public IReadOnlyList<string> Messages => _messages;

    /// <summary>Runs a command, and captures what it and the tasks that it starts write.</summary>
    public static async Task<(int ExitCode, CapturedOutput Captured)> RunAsync(Func<Task<int>> command)
    {
        // The value applies to this asynchronous method and what it calls, not to its caller.
        var captured = s_current.Value = new CapturedOutput();
        return (await command(), captured);
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

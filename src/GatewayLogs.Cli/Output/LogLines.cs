using System.Buffers;
using System.Text.Json;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes one JSON object per line, with all fields or the given columns.</summary>
internal sealed class LogLines(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, IReadOnlyList<LogColumn>? columns = null) : ILogOutput
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    public async Task WriteAsync(IReadOnlyList<GatewayLog> logs, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, LogJson.Options))
        {
            foreach (var log in logs)
            {
                Append(writer, log);
            }
        }

        await write(_buffer.WrittenMemory, cancellationToken);
    }

    public Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Append(Utf8JsonWriter writer, GatewayLog log)
    {
        if (columns is null)
        {
            LogJson.Write(writer, log);
        }
        else
        {
            LogJson.Write(writer, log, columns);
        }

        writer.Flush();
        writer.Reset();
        _buffer.Write("\n"u8);
    }
}

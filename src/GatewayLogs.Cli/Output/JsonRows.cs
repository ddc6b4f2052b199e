using System.Buffers;
using System.Text.Json;

namespace GatewayLogs.Cli.Output;

/// <summary>Writes JSON values as lines, or as the items of one array.</summary>
internal sealed class JsonRows(Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, bool isDocument)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    private bool _hasItems;

    /// <summary>Writes a value for each row.</summary>
    public async ValueTask WriteAsync<T>(IEnumerable<T> rows, Action<Utf8JsonWriter, T> writeRow, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        await using var json = new Utf8JsonWriter(_buffer, LogJson.Options);
        foreach (var row in rows)
        {
            if (isDocument)
            {
                _buffer.Write(_hasItems ? ",\n"u8 : "[\n"u8);
                _hasItems = true;
            }

            writeRow(json, row);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            if (!isDocument)
            {
                _buffer.Write("\n"u8);
            }
        }

        await write(_buffer.WrittenMemory, cancellationToken);
    }

    /// <summary>Writes an object with text members.</summary>
    public ValueTask WriteAsync(IReadOnlyList<(string Name, string? Value)> members, CancellationToken cancellationToken) => WriteAsync(
        [members],
        (json, row) =>
        {
            json.WriteStartObject();
            foreach (var (name, value) in row)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        },
        cancellationToken);

    /// <summary>Ends the array.</summary>
    public ValueTask CompleteAsync(CancellationToken cancellationToken) =>
        isDocument ? write(_hasItems ? "\n]\n"u8.ToArray() : "[]\n"u8.ToArray(), cancellationToken) : ValueTask.CompletedTask;
}

using System.Buffers;
using System.Text.Json;

namespace GatewayLogs.Cli.Output;

/// <summary>Creates single lines of JSON.</summary>
internal static class JsonLine
{
    /// <summary>Returns the JSON that an action writes, and a line feed.</summary>
    public static ReadOnlyMemory<byte> Create(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            write(json);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>Writes a row as the bytes that the service sent, except for times that do not end in Z: each becomes its own instant in UTC, in its own place.</summary>
internal static class RawRow
{
    public static void Write(ReadOnlySpan<byte> json, GatewayLog log, IBufferWriter<byte> output)
    {
        Span<byte> buffer = stackalloc byte[InstantText.MaxLength];
        var (written, found) = (0, 0);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var instant = FindInstant(ref reader, log);
            reader.Read();
            if (instant is not null && reader.TokenType == JsonTokenType.String && !reader.ValueSpan.EndsWith("Z"u8))
            {
                output.Write(json[written..(int)reader.TokenStartIndex]);
                output.Write("\""u8);
                output.Write(InstantText.Write(instant.Value, buffer));
                output.Write("\""u8);
                written = (int)reader.BytesConsumed;
            }

            reader.Skip();
            found += instant is null ? 0 : 1;
            if (found >= 2 && json[(int)reader.BytesConsumed..].IndexOf("_at\""u8) < 0)
            {
                // Both were found, mostly at the start of the row, and neither is repeated.
                break;
            }
        }

        output.Write(json[written..]);
    }

    /// <summary>Finds the instant that was read from the member; null for one that holds none. Case is ignored, as in the reader of the models.</summary>
    private static DateTimeOffset? FindInstant(ref Utf8JsonReader reader, GatewayLog log) =>
        Ascii.EqualsIgnoreCase(reader.ValueSpan, "created_at"u8) ? log.CreatedAt
        : Ascii.EqualsIgnoreCase(reader.ValueSpan, "updated_at"u8) ? log.UpdatedAt
        : null;
}

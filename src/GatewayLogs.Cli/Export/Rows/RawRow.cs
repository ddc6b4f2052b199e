using System.Buffers;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>
/// Writes a row with the bytes that the service sent. Only times that do not end in Z are replaced, by the same instant in UTC.
/// </summary>
internal static class RawRow
{
    public static void Write(ReadOnlySpan<byte> json, GatewayLog log, IBufferWriter<byte> output)
    {
        Span<byte> buffer = stackalloc byte[InstantText.MaxLength];
        var (written, found) = (0, 0);
        var reader = new Utf8JsonReader(json, LogJson.ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var instant = FindInstant(ref reader, log);
            reader.Read();
            if (instant is not null && IsOtherForm(in reader))
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
                // Both times were found, usually at the start of the row, and have no duplicates.
                break;
            }
        }

        output.Write(json[written..]);
    }

    /// <summary>
    /// Returns the instant of a member; null if the member is not a time. Names are case-insensitive, as in the deserializer.
    /// </summary>
    private static DateTimeOffset? FindInstant(ref Utf8JsonReader reader, GatewayLog log)
    {
        var name = reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan;
        return Ascii.EqualsIgnoreCase(name, "created_at"u8) ? log.CreatedAt
            : Ascii.EqualsIgnoreCase(name, "updated_at"u8) ? log.UpdatedAt
            : null;
    }

    /// <summary>Returns whether a time is Unix time, or text that does not end in Z.</summary>
    private static bool IsOtherForm(ref readonly Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number || (reader.TokenType == JsonTokenType.String && !reader.ValueSpan.EndsWith("Z"u8));

    private static ReadOnlySpan<byte> Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return Encoding.UTF8.GetBytes(reader.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // The name contains an unpaired surrogate, so it is not that of a time.
            return [];
        }
    }
}

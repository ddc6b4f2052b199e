using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Locates and recognizes values in JSON.</summary>
internal static class JsonBytes
{
    /// <summary>Returns the range of the current value of a reader, and advances the reader to its end.</summary>
    public static Range RangeOfValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }

    /// <summary>Returns whether a text is a complete JSON value other than a string.</summary>
    public static bool IsOtherThanText(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !"{[-0123456789tfn"u8.Contains(text[0]))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text, LogJson.ReaderOptions);
            while (reader.Read())
            {
                // Validates the text to its end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

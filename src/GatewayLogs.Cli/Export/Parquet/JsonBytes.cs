using System.Text.Json;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Locates values in JSON.</summary>
internal static class JsonBytes
{
    /// <summary>Returns the range of the current value of a reader, and advances the reader to its end.</summary>
    public static Range RangeOfValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}

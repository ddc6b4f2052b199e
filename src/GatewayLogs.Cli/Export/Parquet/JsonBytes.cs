using System.Text.Json;

namespace GatewayLogs.Cli.Export.Parquet;

/// <summary>Where a value is in the bytes of its JSON.</summary>
internal static class JsonBytes
{
    /// <summary>Finds the end of the value that a reader stands at the beginning of, and leaves the reader there.</summary>
    public static Range RangeOfValue(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return start..(int)reader.BytesConsumed;
    }
}

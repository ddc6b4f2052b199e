using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>
/// Parses the JSON of a row with the library's own reader, so that a log from a file has the same properties as one from the service.
/// </summary>
internal static class LogParser
{
    private static readonly GatewayLogsJsonConverter<GatewayLog> s_converter = new();

    private static readonly JsonSerializerOptions s_options = new();

    /// <summary>Parses a row. Bodies are unknown fields, which <see cref="ExportedBodies"/> removes.</summary>
    /// <exception cref="JsonException">The row is not a JSON object.</exception>
    public static GatewayLog Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, LogJson.ReaderOptions);
        reader.Read();
        var log = reader.TokenType == JsonTokenType.StartObject ? s_converter.Read(ref reader, typeof(GatewayLog), s_options) : null;
        return log is null || reader.Read() ? throw new JsonException() : log;
    }
}

using System.Text.Json;
using GatewayLogs.Cli.Export;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>
/// Parses the JSON of a row with the library's own reader, so that a log from a file has the same properties as one from the service.
/// </summary>
internal static class LogParser
{
    private static readonly GatewayLogsJsonConverter<GatewayLog> s_converter = new();

    private static readonly JsonSerializerOptions s_options = new();

    private static readonly string[] s_bodyFields = [.. BodyFields.GetNames(ExportBodies.Request | ExportBodies.Response)];

    /// <summary>Parses a row. Bodies, which are not fields of a listed log, are removed.</summary>
    /// <exception cref="JsonException">The row is not a JSON object.</exception>
    public static GatewayLog Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, LogJson.ReaderOptions);
        reader.Read();
        var log = reader.TokenType == JsonTokenType.StartObject ? s_converter.Read(ref reader, typeof(GatewayLog), s_options) : null;
        if (log is null || reader.Read())
        {
            throw new JsonException();
        }

        if (log.AdditionalProperties.Count > 0)
        {
            Array.ForEach(s_bodyFields, name => log.AdditionalProperties.Remove(name));
        }

        return log;
    }
}

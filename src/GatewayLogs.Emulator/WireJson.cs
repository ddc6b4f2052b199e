using System.Text.Encodings.Web;
using System.Text.Json;

namespace GatewayLogs.Emulator;

/// <summary>The JSON format of API responses.</summary>
internal static class WireJson
{
    /// <summary>The service writes characters without escaping them.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace GatewayLogs.Emulator;

/// <summary>The JSON format of API responses.</summary>
internal static class WireJson
{
    /// <summary>Gets options that do not escape non-ASCII characters, like the service.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace GatewayLogs.Emulator;

/// <summary>How JSON is spelled on the wire.</summary>
internal static class WireJson
{
    /// <summary>As the service spells it: text is text, not escapes.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

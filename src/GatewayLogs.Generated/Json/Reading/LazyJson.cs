using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>
/// Stores values of any JSON type as bytes, and parses them on first use. Most metadata in large enumerations is never used, and
/// applications that use none do not load Newtonsoft.Json.
/// </summary>
internal static class LazyJson
{
    public static JToken? GetToken(ref object? field) => field is byte[] utf8 ? Store(ref field, utf8, Parse(utf8)) : (JToken?)field;

    public static IReadOnlyList<JToken?>? GetTokens(ref object? field) =>
        field is byte[] utf8 ? Store(ref field, utf8, (IReadOnlyList<JToken?>)[.. Parse(utf8)]) : (IReadOnlyList<JToken?>?)field;

    public static GatewayLogMetadata? GetMetadata(ref object? field) =>
        field is byte[] utf8 ? Store(ref field, utf8, new GatewayLogMetadata(Parse(utf8))) : (GatewayLogMetadata?)field;

    /// <summary>Stores the parsed value, unless another thread stored one first, and returns the stored value.</summary>
    private static T Store<T>(ref object? field, byte[] unparsed, T parsed)
        where T : class => Interlocked.CompareExchange(ref field, parsed, unparsed) is T existing ? existing : parsed;

    private static JToken Parse(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8, WireReader.Options);
        json.Read();
        return WireTokens.Read(ref json);
    }
}

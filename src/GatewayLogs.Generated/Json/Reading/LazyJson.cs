using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>
/// Values of any JSON, in fields that keep their bytes until they are first used: most metadata of a million logs is never used, and a
/// program that uses none does not load Newtonsoft.Json.
/// </summary>
internal static class LazyJson
{
    public static JToken? GetToken(ref object? field) => field is byte[] utf8 ? Keep(ref field, utf8, Parse(utf8)) : (JToken?)field;

    public static IReadOnlyList<JToken?>? GetTokens(ref object? field) =>
        field is byte[] utf8 ? Keep(ref field, utf8, (IReadOnlyList<JToken?>)[.. Parse(utf8)]) : (IReadOnlyList<JToken?>?)field;

    public static GatewayLogMetadata? GetMetadata(ref object? field) =>
        field is byte[] utf8 ? Keep(ref field, utf8, new GatewayLogMetadata(Parse(utf8))) : (GatewayLogMetadata?)field;

    /// <summary>Concurrent first uses all return what the first one has parsed.</summary>
    private static T Keep<T>(ref object? field, byte[] unread, T read)
        where T : class => Interlocked.CompareExchange(ref field, read, unread) is T before ? before : read;

    private static JToken Parse(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8, WireReader.Options);
        json.Read();
        return WireTokens.Read(ref json);
    }
}

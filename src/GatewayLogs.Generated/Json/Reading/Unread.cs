using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>
/// What may hold anything, in a field that keeps its bytes until somebody looks: of a million logs, most metadata is never read. Whoever
/// looks at none does not even load Newtonsoft.Json.
/// </summary>
internal static class Unread
{
    public static JToken? JToken(ref object? field) => field is byte[] utf8 ? Keep(ref field, utf8, Parse(utf8)) : (JToken?)field;

    public static IReadOnlyList<JToken?>? JTokens(ref object? field) =>
        field is byte[] utf8 ? Keep(ref field, utf8, (IReadOnlyList<JToken?>)[.. Parse(utf8)]) : (IReadOnlyList<JToken?>?)field;

    public static GatewayLogMetadata? Metadata(ref object? field) =>
        field is byte[] utf8 ? Keep(ref field, utf8, new GatewayLogMetadata(Parse(utf8))) : (GatewayLogMetadata?)field;

    /// <summary>Of several that look at once, all get what the first has read.</summary>
    private static T Keep<T>(ref object? field, byte[] unread, T read)
        where T : class => Interlocked.CompareExchange(ref field, read, unread) is T before ? before : read;

    private static JToken Parse(byte[] utf8)
    {
        var json = new Utf8JsonReader(utf8, WireReader.Options);
        json.Read();
        return WireTokens.Read(ref json);
    }
}

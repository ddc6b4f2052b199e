using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>An object or a list of an answer that nobody has looked at: its bytes, in the place of the token that they become.</summary>
internal sealed class UnreadToken(ReadOnlySpan<byte> utf8) : JRaw((object?)null)
{
    private readonly byte[] _utf8 = utf8.ToArray();

    /// <summary>The token itself; one that is unread is read.</summary>
    public static JToken? Read(JToken? token) => token is UnreadToken unread ? Parse(unread._utf8) : token;

    /// <summary>Reads bytes that were found to be JSON.</summary>
    public static JToken Parse(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8, WireReader.Options);
        json.Read();
        return WireTokens.Read(ref json);
    }
}

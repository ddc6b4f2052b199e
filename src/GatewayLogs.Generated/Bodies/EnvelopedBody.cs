using System.Text;
using System.Text.Json;
using GatewayLogs.Json;

namespace GatewayLogs.Bodies;

/// <summary>The position of the payload in a body that is exactly an envelope.</summary>
/// <param name="Success">The envelope's <c>success</c> member.</param>
/// <param name="Result">The range of the <c>result</c> member in the body.</param>
internal sealed record EnvelopedBody(bool Success, Range Result)
{
    /// <summary>Parses a body to find its envelope.</summary>
    /// <param name="body">The whole body.</param>
    /// <param name="envelope">
    /// The envelope if the body is an object with a boolean <c>success</c>, one <c>result</c>, and no members that envelopes do not have;
    /// otherwise null.
    /// </param>
    /// <returns>Whether the whole body is valid JSON.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out EnvelopedBody? envelope)
    {
        envelope = null;
        var preamble = body.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var reader = new Utf8JsonReader(body[preamble..], new JsonReaderOptions { MaxDepth = 1_000 });
        try
        {
            if (!reader.Read())
            {
                return false;
            }

            var found = reader.TokenType == JsonTokenType.StartObject ? ReadMembers(ref reader, preamble) : null;
            while (reader.Read())
            {
            }

            envelope = found;
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads members until one shows that the object is not an envelope.</summary>
    private static EnvelopedBody? ReadMembers(ref Utf8JsonReader reader, int preamble)
    {
        bool? success = null;
        Range? result = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSuccess = WireScalars.IsName(in reader, "success"u8);
            var isResult = WireScalars.IsName(in reader, "result"u8);
            var isOther = WireScalars.IsName(in reader, "errors"u8) || WireScalars.IsName(in reader, "messages"u8) || WireScalars.IsName(in reader, "result_info"u8);
            reader.Read();
            if (isSuccess && success is null && reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            {
                success = reader.GetBoolean();
            }
            else if (isResult && result is null)
            {
                var start = preamble + (int)reader.TokenStartIndex;
                reader.Skip();
                result = start..(preamble + (int)reader.BytesConsumed);
            }
            else if (isOther)
            {
                reader.Skip();
            }
            else
            {
                return null;
            }
        }

        return success is { } flag && result is { } range ? new EnvelopedBody(flag, range) : null;
    }
}

using System.Text;
using System.Text.Json;
using GatewayLogs.Json;

namespace GatewayLogs.Bodies;

/// <summary>The position of the payload in a body that is exactly an envelope.</summary>
/// <param name="Success">The envelope's <c>success</c> member.</param>
/// <param name="Result">The range of the <c>result</c> member in the body.</param>
internal sealed record EnvelopedBody(bool Success, Range Result)
{
    /// <summary>Gets options for bodies of any depth. The reader is not recursive.</summary>
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = int.MaxValue };

    /// <summary>
    /// Returns whether the beginning of a body can be that of an envelope: an object with <c>success</c> or <c>result</c>, and before it only
    /// members that envelopes have. Requests often begin with <c>messages</c>, which alone does not indicate an envelope.
    /// </summary>
    public static bool MayBeginWith(ReadOnlySpan<byte> head)
    {
        var reader = new Utf8JsonReader(head[GetPreambleLength(head)..], isFinalBlock: false, new JsonReaderState(s_options));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName && IsOther(in reader))
            {
                if (!reader.Read() || !reader.TrySkip())
                {
                    return false;
                }
            }

            return reader.TokenType == JsonTokenType.PropertyName
                && (WireScalars.IsName(in reader, "success"u8) || WireScalars.IsName(in reader, "result"u8));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Parses a body to find its envelope.</summary>
    /// <param name="body">The whole body.</param>
    /// <returns>
    /// The envelope if the body is valid JSON, an object with a boolean <c>success</c>, one <c>result</c>, and no members that envelopes
    /// do not have; otherwise null.
    /// </returns>
    public static EnvelopedBody? TryRead(ReadOnlySpan<byte> body)
    {
        var preamble = GetPreambleLength(body);
        var reader = new Utf8JsonReader(body[preamble..], s_options);
        try
        {
            var envelope = reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadMembers(ref reader, preamble) : null;

            // Throws if anything follows the object.
            return envelope is not null && !reader.Read() ? envelope : null;
        }
        catch (JsonException)
        {
            return null;
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
            var isOther = IsOther(in reader);
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

    private static bool IsOther(ref readonly Utf8JsonReader reader) =>
        WireScalars.IsName(in reader, "errors"u8) || WireScalars.IsName(in reader, "messages"u8) || WireScalars.IsName(in reader, "result_info"u8);

    private static int GetPreambleLength(ReadOnlySpan<byte> body) => body.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
}

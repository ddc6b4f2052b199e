using System.Text.Json;
using GatewayLogs.Json;

namespace GatewayLogs.Bodies;

/// <summary>What the beginning of a large body shows about its envelope.</summary>
internal enum EnvelopeProbe
{
    /// <summary>The beginning is not conclusive; the whole body must be read.</summary>
    Unknown,

    /// <summary>The body has no envelope: it is not an object, or has a member that envelopes do not have.</summary>
    Bare,

    /// <summary>The body has an envelope, and the payload begins within the bytes that were read.</summary>
    Enveloped,
}

/// <summary>Detects an envelope in the beginning of a body.</summary>
internal static class EnvelopeProbeReader
{
    /// <summary>Reads members until an envelope is detected or ruled out.</summary>
    /// <param name="head">The beginning of the body.</param>
    /// <param name="offset">The index of the first byte of the payload if there is an envelope; otherwise 0.</param>
    public static EnvelopeProbe Read(ReadOnlySpan<byte> head, out int offset)
    {
        offset = 0;
        try
        {
            var reader = new Utf8JsonReader(head, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = 1_000 }));
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject
                ? ReadMembers(ref reader, head, out offset)
                : EnvelopeProbe.Bare;
        }
        catch (JsonException)
        {
            return EnvelopeProbe.Unknown;
        }
    }

    private static EnvelopeProbe ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> head, out int offset)
    {
        offset = 0;
        var succeeded = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (WireScalars.IsName(in reader, "result"u8) && succeeded)
            {
                offset = (int)reader.BytesConsumed;
                var blanks = head[offset..].IndexOfAnyExcept(" \t\r\n"u8);
                offset += Math.Max(0, blanks);
                return blanks < 0 ? EnvelopeProbe.Unknown : EnvelopeProbe.Enveloped;
            }

            if (WireScalars.IsName(in reader, "success"u8) && !succeeded)
            {
                if (!reader.Read() || reader.TokenType == JsonTokenType.False)
                {
                    return EnvelopeProbe.Unknown;
                }

                succeeded = reader.TokenType == JsonTokenType.True;
                if (!succeeded)
                {
                    return EnvelopeProbe.Bare;
                }
            }
            else if (WireScalars.IsName(in reader, "errors"u8) || WireScalars.IsName(in reader, "messages"u8) || WireScalars.IsName(in reader, "result_info"u8) || WireScalars.IsName(in reader, "result"u8))
            {
                if (!reader.Read() || !reader.TrySkip())
                {
                    return EnvelopeProbe.Unknown;
                }
            }
            else
            {
                return EnvelopeProbe.Bare;
            }
        }

        return EnvelopeProbe.Unknown;
    }
}

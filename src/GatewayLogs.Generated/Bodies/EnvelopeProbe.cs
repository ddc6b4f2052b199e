using System.Text.Json;
using GatewayLogs.Json;

namespace GatewayLogs.Bodies;

/// <summary>What the beginning of a large body tells about the rest.</summary>
internal enum EnvelopeProbe
{
    /// <summary>It does not tell: the whole body has to be seen.</summary>
    Unknown,

    /// <summary>The body is the payload: it is no object, or has a member that envelopes do not have.</summary>
    Bare,

    /// <summary>The payload begins within it.</summary>
    Enveloped,
}

/// <summary>Looks for the place where the payload begins.</summary>
internal static class EnvelopeProbeReader
{
    /// <summary>Reads members until one decides.</summary>
    /// <param name="head">The beginning of the body.</param>
    /// <param name="offset">Where the payload begins, if it is enveloped.</param>
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

using System.Buffers;
using System.Text;

namespace GatewayLogs;

/// <summary>Checks UTF-16 text for unpaired surrogates, which have no UTF-8 encoding.</summary>
internal static class SurrogatePairs
{
    public static bool AreValid(string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}

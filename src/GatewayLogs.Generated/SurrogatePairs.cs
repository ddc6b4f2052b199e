using System.Buffers;
using System.Text;

namespace GatewayLogs;

/// <summary>Half of a surrogate pair cannot be written as UTF-8.</summary>
internal static class SurrogatePairs
{
    /// <summary>Whether a text can be sent as it is.</summary>
    public static bool AreWhole(string text)
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

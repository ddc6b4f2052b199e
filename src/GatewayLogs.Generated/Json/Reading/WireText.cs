using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace GatewayLogs.Json;

/// <summary>Makes the texts of answers. Names of providers, models and types come again on every row, and are made once.</summary>
/// <remarks>Many may use it at once: a slot is read and replaced as a whole, and what it holds is compared before it is given.</remarks>
internal static class WireText
{
    private const int LongestKept = 48;

    private const int Slots = 512;

    private static readonly string?[] s_kept = new string?[Slots];

    /// <exception cref="InvalidOperationException">The bytes are no UTF-8.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string Of(ref readonly System.Text.Json.Utf8JsonReader json)
    {
        if (json.ValueIsEscaped || IsForOnce(json.ValueSpan.Length))
        {
            return json.GetString()!;
        }

        var utf8 = json.ValueSpan;
        ref var slot = ref s_kept[SlotOf(utf8)];
        if (slot is { } kept && Ascii.Equals(utf8, kept))
        {
            return kept;
        }

        var text = json.GetString()!;
        slot = text;
        return text;
    }

    /// <summary>Long text, and text as long as ids in their two common forms, which would only drive others out.</summary>
    private static bool IsForOnce(int length) => length is 0 or > LongestKept or 26 or 36;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = utf8.Length < sizeof(ulong)
            ? utf8[0] | ((ulong)utf8[^1] << 8) | ((ulong)utf8[utf8.Length / 2] << 16)
            : BinaryPrimitives.ReadUInt64LittleEndian(utf8) ^ (BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]) * 31);
        return (uint)(((hash + (ulong)utf8.Length) * 0x9E3779B97F4A7C15) >> 32) % Slots;
    }
}

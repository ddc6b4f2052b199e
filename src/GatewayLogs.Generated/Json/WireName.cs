using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>How the members of the generated enumerations are spelled on the wire. The spellings are generated from openapi/templates/Enum.liquid.</summary>
internal static partial class WireName
{
    // So that the generated fields, which fill the tables, are there before the first of these methods looks.
    static WireName()
    {
    }

    /// <summary>The spelling of a member.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        // NSwag numbers the members from 0, in the document's order.
        var names = Names<TEnum>.All;
        var index = Unsafe.BitCast<TEnum, int>(value);
        return (uint)index < names.Length
            ? names[index]
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TEnum).Name} is one of {string.Join(", ", names)}.");
    }

    /// <summary>All spellings, in the document's order.</summary>
    public static IEnumerable<string> All<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.All;

    /// <summary>Finds the member with this spelling.</summary>
    public static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum
    {
        var index = Array.IndexOf(Names<TEnum>.All, name);
        value = Unsafe.BitCast<int, TEnum>(Math.Max(0, index));
        return index >= 0;
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static string[] All { get; set; } = [];
    }
}

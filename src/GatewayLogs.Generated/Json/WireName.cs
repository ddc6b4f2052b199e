using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;

namespace GatewayLogs.Json;

/// <summary>How the members of the generated enumerations are spelled on the wire.</summary>
internal static class WireName
{
    /// <summary>The spelling of a member.</summary>
    public static string Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(TEnum value)
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
    public static IEnumerable<string> All<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.All;

    /// <summary>Finds the member with this spelling.</summary>
    public static bool TryParse<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum
    {
        var index = Array.IndexOf(Names<TEnum>.All, name);
        value = Unsafe.BitCast<int, TEnum>(Math.Max(0, index));
        return index >= 0;
    }

    private static string[] Read([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type) =>
        Array.ConvertAll(
            type.GetFields(BindingFlags.Public | BindingFlags.Static),
            field => ((EnumMemberAttribute)Attribute.GetCustomAttribute(field, typeof(EnumMemberAttribute))!).Value!);

    private static class Names<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TEnum>
        where TEnum : struct, Enum
    {
        public static readonly string[] All = Read(typeof(TEnum));
    }
}

using System.Reflection;
using System.Runtime.Serialization;

namespace GatewayLogs.Json;

/// <summary>How the members of the generated enumerations are spelled on the wire.</summary>
internal static class WireName
{
    /// <summary>The spelling of a member.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        Names<TEnum>.ByValue.TryGetValue(value, out var name)
            ? name
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, $"{typeof(TEnum).Name} is one of {string.Join(", ", All<TEnum>())}.");

    /// <summary>All spellings, in the document's order.</summary>
    public static IEnumerable<string> All<TEnum>()
        where TEnum : struct, Enum => Names<TEnum>.ByValue.Values;

    /// <summary>Finds the member with this spelling.</summary>
    public static bool TryParse<TEnum>(string name, out TEnum value)
        where TEnum : struct, Enum
    {
        foreach (var (candidate, spelling) in Names<TEnum>.ByValue)
        {
            if (spelling == name)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static class Names<TEnum>
        where TEnum : struct, Enum
    {
        public static readonly OrderedDictionary<TEnum, string> ByValue = new(
            typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => KeyValuePair.Create(
                (TEnum)field.GetValue(null)!,
                field.GetCustomAttribute<EnumMemberAttribute>()!.Value!)));
    }
}

using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>What breaks between two versions of one schema. What it refers to has a name, and is compared under that.</summary>
internal static class SchemaChanges
{
    private static readonly string[] s_lowerBounds = ["minimum", "minLength", "minItems"];

    private static readonly string[] s_upperBounds = ["maximum", "maxLength", "maxItems"];

    /// <summary>Compares two versions.</summary>
    /// <param name="place">Where the schema is.</param>
    /// <param name="old">The version that was.</param>
    /// <param name="current">The version that is.</param>
    /// <param name="isInput">Whether callers fill it in: then it breaks them when less is allowed.</param>
    public static IEnumerable<string> Between(string place, JToken? old, JToken? current, bool isInput)
    {
        if (TypeOf(old) != TypeOf(current))
        {
            return [$"{place}: its type is {TypeOf(current)}, was {TypeOf(old)}."];
        }

        return Values(place, NamesOf(old), NamesOf(current), isInput)
            .Concat(isInput ? Bounds(place, old!, current!) : [])
            .Concat(old?["items"] is { } items ? Between($"{place}[]", items, current!["items"], isInput) : [])
            .Concat(Properties(place, PropertiesOf(old), PropertiesOf(current), RequiredOf(old), RequiredOf(current), isInput));
    }

    /// <summary>All that decides about the type in C#, short of what is compared part by part.</summary>
    private static string TypeOf(JToken? schema)
    {
        var references = DocumentTree.Items(schema?["allOf"]).Append(schema).Select(part => (string?)part?["$ref"]).OfType<string>();
        string?[] parts =
        [
            .. references.Select(reference => reference.Split('/')[^1]),
            (string?)schema?["type"],
            (string?)schema?["format"],
            (string?)schema?["x-csharp-type"],
            (bool?)schema?["nullable"] == true ? "or null" : null,
            schema?["additionalProperties"] is { } additional ? $"with other properties: {additional.ToString(Newtonsoft.Json.Formatting.None)}" : null,
        ];
        return string.Join(' ', parts.OfType<string>()) is { Length: > 0 } type ? type : "anything";
    }

    private static IEnumerable<string> Values(string place, Dictionary<string, string> old, Dictionary<string, string> current, bool isInput)
    {
        if (isInput && old.Count == 0 && current.Count > 0)
        {
            yield return $"{place}: only {string.Join(", ", current.Keys)} may be sent now.";
        }

        foreach (var (value, name) in old)
        {
            if (!current.TryGetValue(value, out var now))
            {
                yield return $"{place}: the value {value} is gone.";
            }
            else if (now != name)
            {
                yield return $"{place}: the name of {value} in C# (x-enumNames) is {now}, was {name}.";
            }
        }
    }

    private static IEnumerable<string> Bounds(string place, JToken old, JToken current) =>
        from bound in s_lowerBounds.Concat(s_upperBounds).Append("pattern")
        where IsNarrower(bound, (string?)old[bound], (string?)current[bound])
        select $"{place}: its {bound} is {current[bound]}, was {old[bound] ?? "not limited"}.";

    private static bool IsNarrower(string bound, string? old, string? current) => (old, current) switch
    {
        (_, null) => false,
        (null, _) => true,
        _ when s_lowerBounds.Contains(bound) => Number(current) > Number(old),
        _ when s_upperBounds.Contains(bound) => Number(current) < Number(old),
        _ => current != old,
    };

    private static IEnumerable<string> Properties(
        string place, Dictionary<string, JToken> old, Dictionary<string, JToken> current, HashSet<string> oldRequired, HashSet<string> required, bool isInput)
    {
        foreach (var (name, property) in old)
        {
            if (!current.TryGetValue(name, out var now))
            {
                yield return $"{place}.{name}: the property is gone, or has another name.";
                continue;
            }

            foreach (var change in Between($"{place}.{name}", property, now, isInput))
            {
                yield return change;
            }
        }

        foreach (var name in required.Except(oldRequired).Where(name => isInput || old.ContainsKey(name)))
        {
            yield return $"{place}.{name}: the property is required now{(isInput ? "" : ", so its type in C# is another")}.";
        }

        foreach (var name in oldRequired.Except(required).Where(name => !isInput && current.ContainsKey(name)))
        {
            yield return $"{place}.{name}: the property may be missing now, so its type in C# is another.";
        }
    }

    private static Dictionary<string, string> NamesOf(JToken? schema)
    {
        var values = DocumentTree.Items(schema?["enum"]).Select(value => $"{value}").ToList();
        var names = DocumentTree.Items(schema?["x-enumNames"]).Select(name => $"{name}").ToList();
        return values.Zip(names.Concat(values.Skip(names.Count))).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static Dictionary<string, JToken> PropertiesOf(JToken? schema) =>
        PartsOf(schema).SelectMany(part => DocumentTree.Members(part["properties"])).ToDictionary();

    private static HashSet<string> RequiredOf(JToken? schema) =>
        [.. PartsOf(schema).SelectMany(part => DocumentTree.Items(part["required"])).Select(name => $"{name}")];

    /// <summary>The schema and the parts that it is put together from, but for those with a name of their own.</summary>
    private static IEnumerable<JObject> PartsOf(JToken? schema) => DocumentTree.Items(schema?["allOf"]).Append(schema).OfType<JObject>();

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

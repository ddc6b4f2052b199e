using System.Text;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>Generates parser inputs from a random generator: valid texts with parts removed, duplicated, swapped or replaced.</summary>
/// <param name="valid">The valid texts.</param>
/// <param name="words">The replacements: texts for which the parser has a rule, and the limits of these rules.</param>
internal sealed partial class FuzzInputs(IEnumerable<string> valid, params IReadOnlyList<string> words)
{
    private readonly string[][] _valid = [.. valid.Select(text => Part.Matches(text).Select(match => match.Value).ToArray())];

    /// <summary>Gets valid JSON values and names that are often handled incorrectly.</summary>
    public static IReadOnlyList<string> JsonWords { get; } =
    [
        "null", "true", "false", "{}", "[]", "[null]", "{\"a\":1,\"a\":2}", ",", ":", "\"", "0", "-0", "-1", "007", "1e3", "1.50", "1e400",
        "-1e400", "1e-400", "2147483648", "9223372036854775807",
        "-9223372036854775809", "79228162514264337593543950336", new string('9', 400), "0." + new string('1', 400), "NaN", "\"\"", "\"7\"",
        "\" -1.5e3 \"", "\"1e400\"", "\"True\"",
        "\"NaN\"", "\"\\ud800\"", "\"\\udc00x\"", "\"succes\\ud800\"", "\"resul\\ud800\"", "\"i\\ud800\"", "\"\\u0069d\"",
        "\"\\u0000\\r\\n\"", "\"\ufffd\u2028☕😀\"", "\"{\\\"a\\\":1}\"",
        "\"{\\\"a\\\":1e400,\\\"b\\\":[0x1,010]}\"", "\"new Date(1)\"", "\"[[[\"", "\"2026-08-05T08:01:32.561Z\"",
        "\"2026-08-05 08:01:32\"", "\"2026-08-05 08:01:99\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"ééééééééé\"", "\ufeff", "/**/", string.Concat(Enumerable.Repeat("[", 70)),
        string.Concat(Enumerable.Repeat("{\"a\":", 70)),
    ];

    /// <summary>Gets a pattern that matches a JSON string, a word, white space or any other character.</summary>
    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|\w+|\s+|.", RegexOptions.Singleline)]
    private static partial Regex Part { get; }

    public string Text(Random random) => string.Concat(Parts(random));

    /// <summary>Returns an input as bytes, possibly with changed bytes and with a secret.</summary>
    public byte[] Bytes(Random random)
    {
        var parts = Parts(random);
        Hide(parts, random);
        var bytes = Encoding.UTF8.GetBytes(string.Concat(parts));
        for (var changes = random.Next(5) == 0 ? random.Next(1, 4) : 0; changes > 0 && bytes.Length > 0; changes--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private List<string> Parts(Random random)
    {
        if (random.Next(20) == 0)
        {
            return [Noise(random)];
        }

        List<string> parts = [.. _valid[random.Next(_valid.Length)]];
        for (var changes = random.Next(4); changes > 0 && parts.Count > 0; changes--)
        {
            Change(parts, random);
        }

        return parts;
    }

    private void Change(List<string> parts, Random random)
    {
        var place = random.Next(parts.Count);
        var some = parts.GetRange(place, Math.Min(parts.Count - place, random.Next(1, 12)));
        switch (random.Next(9))
        {
            case 0:
                parts.RemoveRange(place, some.Count);
                break;
            case 1:
                parts.InsertRange(random.Next(parts.Count), some);
                break;
            case 2:
                var other = _valid[random.Next(_valid.Length)];
                parts.InsertRange(place, other.Skip(random.Next(other.Length + 1)).Take(some.Count));
                break;
            case 3:
                parts.RemoveRange(place, parts.Count - place);
                break;
            case 4:
                parts[place] = Noise(random);
                break;
            default:
                var named = parts.FindIndex(place, part => part is [var first, ..] && (first == '"' || char.IsLetterOrDigit(first)));
                parts[Math.Max(0, named)] = words[random.Next(words.Count)];
                break;
        }
    }

    /// <summary>Inserts a secret into a string after a colon or an equals sign.</summary>
    private static void Hide(List<string> parts, Random random)
    {
        List<int> values = [];
        var before = "";
        for (var i = 0; i < parts.Count; i++)
        {
            if (before is ":" or "=" && parts[i].StartsWith('"'))
            {
                values.Add(i);
            }

            before = string.IsNullOrWhiteSpace(parts[i]) ? before : parts[i];
        }

        if (values.Count > 0 && random.Next(2) == 0)
        {
            var value = values[random.Next(values.Count)];
            parts[value] = $"\"{Fuzz.Canary}{parts[value][1..]}";
        }
    }

    private static string Noise(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)(random.Next(4) == 0 ? random.Next(0x10000) : random.Next(128))));
}

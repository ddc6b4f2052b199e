using System.Text;
using System.Text.Json;

namespace GatewayLogs.Benchmarks.HandWritten;

/// <summary>A small cache of repeated strings, such as provider names. A collision replaces the entry.</summary>
public sealed class RepeatedTexts
{
    private const int Size = 256;

    private readonly byte[][] _utf8 = new byte[Size][];

    private readonly string[] _texts = new string[Size];

    /// <summary>Returns the current string of the reader.</summary>
    public string Get(ref Utf8JsonReader json)
    {
        var value = json.ValueSpan;
        if (value.Length is 0 or > 64 || json.ValueIsEscaped)
        {
            return json.GetString()!;
        }

        var place = ((value.Length * 31) + (value[0] * 17) + (value[^1] * 7) + value[value.Length / 2]) % Size;
        if (_utf8[place] is not { } known || !value.SequenceEqual(known))
        {
            (_utf8[place], _texts[place]) = (value.ToArray(), Encoding.UTF8.GetString(value));
        }

        return _texts[place];
    }
}

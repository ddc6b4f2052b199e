using System.Text;
using System.Text.Json;

namespace GatewayLogs.Json;

/// <summary>Reads models from the bytes of a response in one pass, without reflection, and tolerates members that are missing or of another type.</summary>
/// <remarks>
/// Members mostly arrive in the document's order, so that each costs one comparison of its name. Those out of order are found in another
/// pass over the model, and those that no pass takes are unknown.
/// </remarks>
internal ref struct WireReader
{
    private const int MaximumDepth = 64;

    /// <summary>
    /// The most items of a list that are read, far more than any valid response has: a page of 30 MB of empty objects would otherwise take
    /// gigabytes. A list that reaches it is longer than was requested, whatever follows.
    /// </summary>
    private const int MaxItems = 1_000;

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly bool _includeRawJson;
    private Utf8JsonReader _json;

    /// <summary>The unescaped name of the current member; empty between members.</summary>
    private ReadOnlySpan<byte> _name;
    private int _taken;
    private bool _ignoresCase;

    private WireReader(ReadOnlyMemory<byte> utf8, bool includeRawJson)
    {
        _utf8 = utf8;
        _includeRawJson = includeRawJson;
        _json = new Utf8JsonReader(utf8.Span, Options);
    }

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaximumDepth };

    /// <summary>Reads a whole response; null for the response <c>null</c>.</summary>
    /// <param name="utf8">The response.</param>
    /// <param name="includeRawJson">Whether each log of a list keeps its part of the response, so that it must not be reused.</param>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> utf8, bool includeRawJson = false)
        where T : class, new()
    {
        var reader = new WireReader(utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8, includeRawJson);
        reader._json.Read();
        var value = reader._json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartObject => reader.ReadObject(new T()),
            _ => throw new JsonException("An object was expected.", null, 0, 0),
        };

        // Anything after the value makes this throw.
        reader._json.Read();
        return value;
    }

    /// <summary>Returns whether the current member has this name, and then moves to its value.</summary>
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (!(_ignoresCase ? Ascii.EqualsIgnoreCase(_name, name) : _name.SequenceEqual(name)))
        {
            return false;
        }

        _taken++;
        _json.Read();
        return true;
    }

    public string? Read(string? existing) => Advance(WireScalars.ReadText(ref _json, existing));

    public bool? Read(bool? existing) => Advance(WireScalars.ReadBoolean(ref _json, existing));

    public int? Read(int? existing) => Advance(WireScalars.ReadInteger(ref _json, existing) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : (int?)null);

    public long? Read(long? existing) => Advance(WireScalars.ReadInteger(ref _json, existing));

    public double? Read(double? existing) => Advance(WireScalars.ReadDouble(ref _json, existing));

    public decimal? Read(decimal? existing) => Advance(WireScalars.ReadDecimal(ref _json, existing));

    public DateTimeOffset? Read(DateTimeOffset? existing) => Advance(WireScalars.ReadInstant(ref _json, existing));

    /// <summary>Keeps the bytes of a value that can be any JSON, for <see cref="LazyJson"/>.</summary>
    public void Defer(ref object? field)
    {
        if (_json.TokenType != JsonTokenType.Null)
        {
            field = SkipBytes().ToArray();
        }

        Advance();
    }

    /// <summary>Keeps the bytes of a list of any JSON; another value counts as missing.</summary>
    public void DeferList(ref object? field)
    {
        var value = SkipBytes();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            field = value.ToArray();
        }

        Advance();
    }

    public T? Read<T>(T? existing)
        where T : class, new() =>
        Advance(_json.TokenType == JsonTokenType.StartObject ? ReadObject(new T()) : Skip(existing));

    public IReadOnlyList<T>? Read<T>(IReadOnlyList<T>? existing)
        where T : class, new()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Advance(Skip(existing));
        }

        List<T> list = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            // A list that outgrows its first four places is a page as a rule, and mostly a full one.
            list.Capacity = list.Count == 4 ? GatewayLogQuery.MaxPerPage : list.Capacity;
            if (list.Count >= MaxItems)
            {
                _json.Skip();
                continue;
            }

            list.Add(_json.TokenType switch
            {
                JsonTokenType.StartObject => ReadItem<T>(),
                JsonTokenType.Null => null!,
                _ => throw new JsonException("An object was expected."),
            });
        }

        return Advance(list);
    }

    private T ReadItem<T>()
        where T : class, new()
    {
        var start = (int)_json.TokenStartIndex;
        var item = ReadObject(new T());
        if (_includeRawJson && item is GatewayLog log)
        {
            log.RawJson = _utf8[start..(int)_json.BytesConsumed];
        }

        return item;
    }

    private T ReadObject<T>(T value)
        where T : class
    {
        // Every class that is read is generated, and so a model; public converters cannot have that as a constraint.
        var model = (IWireModel)value;
        Advance();
        while (_json.TokenType != JsonTokenType.EndObject)
        {
            if (!TryReadMember(model) && !TryReadMemberIgnoringCase(model))
            {
                var name = WireScalars.GetText(ref _json);
                _json.Read();
                model.AdditionalProperties[name] = WireTokens.ReadValue(ref _json)!;
                Advance();
            }
        }

        return value;
    }

    private bool TryReadMember(IWireModel model)
    {
        var before = _taken;
        model.ReadMembers(ref this);
        return _taken > before;
    }

    // As Newtonsoft.Json does with a name that it does not find.
    private bool TryReadMemberIgnoringCase(IWireModel model)
    {
        _ignoresCase = true;
        var takes = TryReadMember(model);
        _ignoresCase = false;
        return takes;
    }

    /// <summary>Moves on from a value that has been read.</summary>
    private T Advance<T>(T value)
    {
        Advance();
        return value;
    }

    /// <summary>Moves to the next name or to the end of the object.</summary>
    private void Advance()
    {
        _json.Read();
        _name = _json.TokenType != JsonTokenType.PropertyName ? default
            : _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WireScalars.GetText(in _json))
            : _json.ValueSpan;
    }

    /// <summary>Skips a value, and returns its bytes.</summary>
    private ReadOnlySpan<byte> SkipBytes()
    {
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return _utf8.Span[start..(int)_json.BytesConsumed];
    }

    private T? Skip<T>(T? existing)
    {
        _json.Skip();
        return existing;
    }
}

using System.Text;
using System.Text.Json;

namespace GatewayLogs.Json;

/// <summary>
/// Reads models from the bytes of a response in one pass without reflection, and tolerates members that are missing or have another type.
/// A value that the property cannot represent is kept as an unknown member with the same name.
/// </summary>
/// <remarks>
/// Members usually arrive in the order of the OpenAPI document, so that each needs one comparison of its name. Members in another order are
/// found by another pass over the model. Members that no pass reads are unknown.
/// </remarks>
internal ref struct WireReader
{
    /// <summary>The maximum depth: logs with 1,000 levels, in the list and the object of an envelope. Reading values is recursive.</summary>
    private const int MaximumDepth = 1_002;

    /// <summary>
    /// The maximum number of list items that are read. Valid responses have far fewer, but a page of 30 MB of empty objects would take
    /// gigabytes of memory. A list that reaches the limit is longer than the requested page, which the caller rejects.
    /// </summary>
    private const int MaxItems = 1_000;

    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly bool _includeRawJson;
    private Utf8JsonReader _json;

    /// <summary>The unescaped name of the current member; empty between members.</summary>
    private ReadOnlySpan<byte> _name;

    /// <summary>The model whose members are read.</summary>
    private IWireModel? _model;
    private int _membersRead;

    /// <summary>Whether the value of a member has been read, so that the next member follows.</summary>
    private bool _isAtValue;
    private bool _ignoresCase;

    private WireReader(ReadOnlyMemory<byte> utf8, bool includeRawJson)
    {
        _utf8 = utf8;
        _includeRawJson = includeRawJson;
        _json = new Utf8JsonReader(utf8.Span, Options);
    }

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaximumDepth };

    /// <summary>
    /// Reads a complete response. Returns null for the JSON literal <c>null</c>. With raw JSON, the logs of a list reference their part of the
    /// response body, so that its buffer must not be reused.
    /// </summary>
    /// <exception cref="JsonTooDeepException">The body is nested too deeply.</exception>
    /// <exception cref="JsonException">The body is not JSON, or not an object.</exception>
    public static T? Read<T>(ReadOnlyMemory<byte> utf8, bool includeRawJson = false)
        where T : class, new()
    {
        var reader = new WireReader(utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8, includeRawJson);
        try
        {
            return reader.ReadDocument<T>();
        }
        catch (JsonException exception) when (reader._json.CurrentDepth >= MaximumDepth - 1)
        {
            throw new JsonTooDeepException(exception);
        }
    }

    /// <summary>Returns whether the current member has this name. If it has, moves to its value.</summary>
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (_isAtValue)
        {
            Advance();
        }

        if (!(_ignoresCase ? Ascii.EqualsIgnoreCase(_name, name) : _name.SequenceEqual(name)))
        {
            return false;
        }

        _membersRead++;
        _json.Read();
        return _isAtValue = true;
    }

    public void Read(ref string? field) => field = WireScalars.ReadText(ref _json) ?? Keep(field);

    public void Read(ref bool? field) => field = WireScalars.ReadBoolean(ref _json) ?? Keep(field);

    public void Read(ref int? field)
    {
        var value = WireScalars.ReadInteger(ref _json) is >= int.MinValue and <= int.MaxValue and var integer ? integer : KeepAndRound(field);
        field = value is >= int.MinValue and <= int.MaxValue ? (int?)value : null;
    }

    public void Read(ref long? field) => field = WireScalars.ReadInteger(ref _json) ?? KeepAndRound(field);

    public void Read(ref double? field) => field = WireScalars.ReadDouble(ref _json) ?? Keep(field);

    public void Read(ref decimal? field) => field = WireScalars.ReadDecimal(ref _json) ?? Keep(field);

    public void Read(ref DateTimeOffset? field) => field = WireScalars.ReadInstant(ref _json) ?? Keep(field);

    /// <summary>Stores the bytes of a value of any JSON type, for <see cref="LazyJson"/>.</summary>
    public void Defer(ref object? field)
    {
        if (_json.TokenType != JsonTokenType.Null)
        {
            field = SkipBytes().ToArray();
        }
    }

    /// <summary>Stores the bytes of a list of any JSON type.</summary>
    public void DeferList(ref object? field) =>
        field = _json.TokenType == JsonTokenType.StartArray ? SkipBytes().ToArray() : Keep(field);

    public void Read<T>(ref T? field)
        where T : class, new() =>
        field = _json.TokenType == JsonTokenType.StartObject ? ReadObject(new T()) : Keep(field) ?? field;

    public void Read<T>(ref IReadOnlyList<T>? field)
        where T : class, new()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            field = Keep(field) ?? field;
            return;
        }

        List<T> list = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            // A list with more than four items is usually a full page.
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

        field = list;
    }

    private T? ReadDocument<T>()
        where T : class, new()
    {
        _json.Read();
        var value = _json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.StartObject => ReadObject(new T()),
            _ => throw new JsonException("An object was expected.", null, 0, 0),
        };

        // Throws if anything follows the value.
        _json.Read();
        return value;
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
        // All classes that are read are generated models. The public converters cannot have an internal interface as a constraint.
        var model = (IWireModel)value;
        var outer = _model;
        _model = model;
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

            if (_isAtValue)
            {
                Advance();
            }
        }

        _model = outer;
        _isAtValue = true;
        return value;
    }

    private bool TryReadMember(IWireModel model)
    {
        var before = _membersRead;
        model.ReadMembers(ref this);
        return _membersRead > before;
    }

    // Newtonsoft.Json also falls back to comparing names without case.
    private bool TryReadMemberIgnoringCase(IWireModel model)
    {
        _ignoresCase = true;
        var takes = TryReadMember(model);
        _ignoresCase = false;
        return takes;
    }

    /// <summary>Moves to the next name or to the end of the object.</summary>
    private void Advance()
    {
        _isAtValue = false;
        _json.Read();
        _name = _json.TokenType != JsonTokenType.PropertyName ? default
            : _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WireScalars.GetText(in _json))
            : _json.ValueSpan;
    }

    private ReadOnlySpan<byte> SkipBytes()
    {
        var start = (int)_json.TokenStartIndex;
        _json.Skip();
        return _utf8.Span[start..(int)_json.BytesConsumed];
    }

    /// <summary>
    /// Keeps a value that does not fit its property as an unknown member of the model. Null is treated as missing. Envelopes do not keep
    /// objects and lists, which can be large.
    /// </summary>
    /// <returns>The value of the property.</returns>
    private T Keep<T>(T existing)
    {
        var isContainer = _json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        if (_json.TokenType == JsonTokenType.Null)
        {
            return existing;
        }

        if (isContainer && _model is GatewayLogsEnvelope)
        {
            _json.Skip();
            return existing;
        }

        _model!.AdditionalProperties[Encoding.UTF8.GetString(_name)] = WireTokens.ReadValue(ref _json)!;
        return isContainer ? existing : default!;
    }

    /// <summary>Keeps a number that is not an integer, or exceeds the property, and returns it rounded.</summary>
    private long? KeepAndRound(long? existing)
    {
        var rounded = WireScalars.ReadRounded(ref _json);
        return Keep(existing) ?? rounded;
    }
}

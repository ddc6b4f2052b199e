using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Json;

/// <summary>Reads models from the bytes of an answer in one pass, without reflection, and as tolerantly as the rules of the wire ask.</summary>
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
    private readonly bool _keepsBytes;
    private Utf8JsonReader _json;

    /// <summary>The name that the reader stands at, unescaped; empty when it stands at no name.</summary>
    private ReadOnlySpan<byte> _name;
    private Range? _instantWithoutZone;
    private int _taken;
    private bool _ignoresCase;

    private WireReader(ReadOnlyMemory<byte> utf8, bool keepsBytes)
    {
        _utf8 = utf8;
        _keepsBytes = keepsBytes;
        _json = new Utf8JsonReader(utf8.Span, Options);
    }

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = MaximumDepth };

    /// <summary>Reads a whole answer into a generated model; null for the answer <c>null</c>.</summary>
    /// <param name="utf8">The answer.</param>
    /// <param name="keepsBytes">Whether each log of a list is a <see cref="GatewayLogRow"/>, which keeps its part of the answer.</param>
    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static T? Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(ReadOnlyMemory<byte> utf8, bool keepsBytes = false)
    {
        var reader = new WireReader(utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8, keepsBytes);
        reader._json.Read();
        var value = reader._json.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.StartObject => (T)reader.ReadObject((IWireModel)Activator.CreateInstance<T>()!),
            _ => throw new JsonException("An object was expected.", null, 0, 0),
        };

        // What stands behind the value makes this throw.
        reader._json.Read();
        return value;
    }

    /// <summary>Reads the members of an object into a model that is there.</summary>
    public static void ReadInto(IWireModel model, ReadOnlyMemory<byte> utf8)
    {
        var reader = new WireReader(utf8, keepsBytes: false);
        reader._json.Read();
        reader.ReadObject(model);
    }

    /// <summary>Whether the reader stands at the member of this name; then it goes on to its value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(string? existing) => Take(WireScalars.ReadText(ref _json, existing));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool? Read(bool? existing) => Take(WireScalars.ReadBoolean(ref _json, existing));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int? Read(int? existing) => Take(WireScalars.ReadInteger(ref _json, existing) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : (int?)null);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public long? Read(long? existing) => Take(WireScalars.ReadInteger(ref _json, existing));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double? Read(double? existing) => Take(WireScalars.ReadDouble(ref _json, existing));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public decimal? Read(decimal? existing) => Take(WireScalars.ReadDecimal(ref _json, existing));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public DateTimeOffset? Read(DateTimeOffset? existing)
    {
        if (_json.TokenType == JsonTokenType.String && WireScalars.IsWithoutZone(_json.ValueSpan))
        {
            _instantWithoutZone = (int)_json.TokenStartIndex..(int)_json.BytesConsumed;
        }

        return Take(WireScalars.ReadInstant(ref _json, existing));
    }

    /// <summary>Leaves what may hold anything for <see cref="Unread"/>.</summary>
    public void Leave(ref object? field)
    {
        if (_json.TokenType != JsonTokenType.Null)
        {
            field = SkipBytes().ToArray();
        }

        Advance();
    }

    /// <summary>The same for a list; what is none is as if the member were missing.</summary>
    public void LeaveList(ref object? field)
    {
        var value = SkipBytes();
        if (_json.TokenType == JsonTokenType.EndArray)
        {
            field = value.ToArray();
        }

        Advance();
    }

    /// <summary>Goes on to the first member that has one of three names, in whatever case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void PassOverAllBut(ReadOnlySpan<byte> one, ReadOnlySpan<byte> another, ReadOnlySpan<byte> third)
    {
        while (_json.TokenType == JsonTokenType.PropertyName
            && !Ascii.EqualsIgnoreCase(_name, one) && !Ascii.EqualsIgnoreCase(_name, another) && !Ascii.EqualsIgnoreCase(_name, third))
        {
            _taken++;
            _json.Read();
            _json.Skip();
            Advance();
        }
    }

    public T? Read<T>(T? existing)
        where T : class, IWireModel, new() =>
        Take(_json.TokenType == JsonTokenType.StartObject ? ReadObject(new T()) : Skip(existing));

    public IReadOnlyList<T>? Read<T>(IReadOnlyList<T>? existing)
        where T : class, IWireModel, new()
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Take(Skip(existing));
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

        return Take(list);
    }

    private T ReadItem<T>()
        where T : class, IWireModel, new()
    {
        if (!_keepsBytes || typeof(T) != typeof(GatewayLog))
        {
            return ReadObject(new T());
        }

        var start = (int)_json.TokenStartIndex;
        _instantWithoutZone = null;
        var row = ReadObject(new GatewayLogRow());
        row.Bytes = _utf8[start..(int)_json.BytesConsumed];
        row.InstantWithoutZone = _instantWithoutZone is { } range ? (range.Start.Value - start)..(range.End.Value - start) : null;
        return (T)(IWireModel)row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T ReadObject<T>(T model)
        where T : IWireModel
    {
        Advance();
        while (_json.TokenType != JsonTokenType.EndObject)
        {
            if (!TakesAny(model) && !TakesAnyIgnoringCase(model))
            {
                var name = WireScalars.TextOf(ref _json);
                _json.Read();
                model.Unknown[name] = WireTokens.ReadValue(ref _json)!;
                Advance();
            }
        }

        return model;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakesAny<T>(T model)
        where T : IWireModel
    {
        var before = _taken;
        model.ReadMembers(ref this);
        return _taken > before;
    }

    // As Newtonsoft.Json does with a name that it does not find.
    private bool TakesAnyIgnoringCase<T>(T model)
        where T : IWireModel
    {
        _ignoresCase = true;
        var takes = TakesAny(model);
        _ignoresCase = false;
        return takes;
    }

    /// <summary>Goes on from the value that has been read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Take<T>(T value)
    {
        Advance();
        return value;
    }

    /// <summary>Goes to the next name or to the end of the object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Advance()
    {
        _json.Read();
        _name = _json.TokenType != JsonTokenType.PropertyName ? default
            : _json.ValueIsEscaped ? Encoding.UTF8.GetBytes(WireScalars.TextOf(in _json))
            : _json.ValueSpan;
    }

    /// <summary>Passes over a value of any form.</summary>
    /// <returns>Its bytes.</returns>
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

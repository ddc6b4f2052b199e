using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Json;

/// <summary>Reads models from the bytes of an answer in one pass, without reflection, and as tolerantly as the rules of the wire ask.</summary>
/// <remarks>
/// Members mostly arrive in the document's order, so that each costs one comparison of its name. Those out of order are found in another
/// pass over the model, and those that no pass takes are unknown.
/// </remarks>
internal ref struct WireReader
{
    private const int MaximumDepth = 64;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = MaximumDepth };

    private Utf8JsonReader _json;
    private int _taken;
    private bool _ignoresCase;

    private WireReader(ReadOnlySpan<byte> utf8) => _json = new Utf8JsonReader(utf8, s_options);

    /// <summary>Reads a whole answer into a generated model; null for the answer <c>null</c>.</summary>
    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static T? Read<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(ReadOnlySpan<byte> utf8)
    {
        var reader = new WireReader(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8);
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

    /// <summary>Whether the reader stands at the member of this name; then it goes on to its value.</summary>
    public bool Is(ReadOnlySpan<byte> name)
    {
        if (_json.TokenType != JsonTokenType.PropertyName || !HasName(name))
        {
            return false;
        }

        _taken++;
        _json.Read();
        return true;
    }

    public string? Read(string? existing) => Take(WireScalars.ReadText(ref _json, existing));

    public bool? Read(bool? existing) => Take(WireScalars.ReadBoolean(ref _json, existing));

    public int? Read(int? existing) => Take(WireScalars.ReadInteger(ref _json, existing) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : (int?)null);

    public long? Read(long? existing) => Take(WireScalars.ReadInteger(ref _json, existing));

    public double? Read(double? existing) => Take(WireScalars.ReadDouble(ref _json, existing));

    public decimal? Read(decimal? existing) => Take(WireScalars.ReadDecimal(ref _json, existing));

    public DateTimeOffset? Read(DateTimeOffset? existing) => Take(WireScalars.ReadInstant(ref _json, existing));

    public JToken? Read(JToken? existing) => Take(_json.TokenType == JsonTokenType.Null ? existing : WireTokens.Read(ref _json));

    public GatewayLogMetadata? Read(GatewayLogMetadata? existing) =>
        Take(_json.TokenType == JsonTokenType.Null ? existing : new GatewayLogMetadata(WireTokens.Read(ref _json)));

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
            list.Add(_json.TokenType switch
            {
                JsonTokenType.StartObject => ReadObject(new T()),
                JsonTokenType.Null => null!,
                _ => throw new JsonException("An object was expected."),
            });
        }

        return Take(list);
    }

    public IReadOnlyList<JToken?>? Read(IReadOnlyList<JToken?>? existing)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
        {
            return Take(Skip(existing));
        }

        List<JToken?> list = [];
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            list.Add(WireTokens.Read(ref _json));
        }

        return Take(list);
    }

    private T ReadObject<T>(T model)
        where T : IWireModel
    {
        _json.Read();
        while (_json.TokenType != JsonTokenType.EndObject)
        {
            if (!TakesAny(model) && !TakesAnyIgnoringCase(model))
            {
                var name = WireScalars.TextOf(ref _json);
                _json.Read();
                model.Unknown[name] = WireTokens.ReadValue(ref _json)!;
                _json.Read();
            }
        }

        return model;
    }

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

    private readonly bool HasName(ReadOnlySpan<byte> name) =>
        _ignoresCase || _json.ValueIsEscaped
            ? WireScalars.TextOf(in _json).Equals(Encoding.UTF8.GetString(name), _ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            : _json.ValueSpan.SequenceEqual(name);

    /// <summary>Goes on from the value that has been read.</summary>
    private T Take<T>(T value)
    {
        _json.Read();
        return value;
    }

    private T? Skip<T>(T? existing)
    {
        _json.Skip();
        return existing;
    }
}

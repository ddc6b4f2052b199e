using System.Text.Json;

namespace GatewayLogs.Emulator.Control;

/// <summary>
/// Reads the members of a JSON object. Null and missing members are equivalent; a wrong type throws an exception with its location.
/// </summary>
internal sealed class Members
{
    private readonly JsonElement _object;
    private readonly string _at;

    /// <exception cref="ArgumentException">The element is not an object, or has an unknown member.</exception>
    public Members(JsonElement element, string at, IReadOnlyCollection<string> known)
    {
        (_object, _at) = (element, at);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException($"{at}: expected an object.");
        }

        foreach (var member in element.EnumerateObject().Where(member => !known.Contains(member.Name)))
        {
            throw new ArgumentException($"{at}: unknown member {JsonSerializer.Serialize(member.Name)}; expected one of {string.Join(", ", known)}.");
        }
    }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public string? Text(string name) => Find(name, JsonValueKind.String, "a string")?.GetString();

    public string? Json(string name) => Find(name)?.GetRawText();

    public string? Number(string name) => Find(name, JsonValueKind.Number, "a number")?.GetRawText();

    public double? Double(string name) => Find(name, JsonValueKind.Number, "a number")?.GetDouble();

    public bool? Boolean(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Expected(name, "true or false"),
    };

    public long? Integer(string name) => Find(name, JsonValueKind.Number, "an integer") is not JsonElement number ? null
        : number.TryGetInt64(out var integer) && integer is >= int.MinValue and <= int.MaxValue ? integer
        : throw Expected(name, "a 32-bit integer");

    public DateTimeOffset? Time(string name) => Find(name, JsonValueKind.String, "a time") is not JsonElement text ? null
        : text.TryGetDateTimeOffset(out var time) ? time
        : throw Expected(name, "a time such as 2026-11-01T12:00:00.000Z");

    public byte[]? Base64(string name) => Find(name, JsonValueKind.String, "base64") is not JsonElement text ? null
        : text.TryGetBytesFromBase64(out var bytes) ? bytes
        : throw Expected(name, "base64");

    public Members? Object(string name, IReadOnlyCollection<string> known) =>
        Find(name) is JsonElement element ? new Members(element, $"{_at}.{name}", known) : null;

    private JsonElement? Find(string name) =>
        _object.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private JsonElement? Find(string name, JsonValueKind kind, string expected) => Find(name) is not JsonElement member ? null
        : member.ValueKind == kind ? member
        : throw Expected(name, expected);

    private ArgumentException Expected(string name, string expected) => new($"{_at}.{name}: expected {expected}.");
}

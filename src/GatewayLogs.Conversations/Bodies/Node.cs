using System.Globalization;
using System.Text.Json;

namespace GatewayLogs.Conversations;

/// <summary>A JSON value and its path. Members and items that are missing are empty nodes, so that reading never throws.</summary>
internal sealed class Node(JsonElement value, string name, Node? parent = null)
{
    public JsonElement Value => value;

    /// <summary>Gets the last part of the path: <c>.name</c> or <c>[index]</c>.</summary>
    public string Name => name;

    public string Path => parent?.Path + name;

    /// <summary>Gets whether there is a value other than null.</summary>
    public bool Exists => value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public bool IsObject => value.ValueKind == JsonValueKind.Object;

    public bool IsTrue => value.ValueKind == JsonValueKind.True;

    public bool IsArray => value.ValueKind == JsonValueKind.Array;

    /// <summary>Gets the text of a string; otherwise null.</summary>
    public string? Text => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Gets a string, or the digits of a number; otherwise null.</summary>
    public string? Label => value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text;

    /// <summary>Gets a whole number, also if it is written as a string or as <c>12.0</c>; otherwise null.</summary>
    public long? Number =>
        decimal.TryParse(Label, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    /// <summary>Gets the items of an array; otherwise none.</summary>
    public IEnumerable<Node> Items =>
        IsArray ? value.EnumerateArray().Select((item, index) => new Node(item, FormattableString.Invariant($"[{index}]"), this)) : [];

    /// <summary>Gets the names of the members of an object; otherwise none.</summary>
    public IEnumerable<string> Names => IsObject ? value.EnumerateObject().Select(member => member.Name) : [];

    /// <summary>Gets the first member that exists. Providers name the same member differently.</summary>
    public Node this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
            {
                if (IsObject && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null)
                {
                    return new Node(member, $".{name}", this);
                }
            }

            return new Node(default, $".{names[0]}", this);
        }
    }
}

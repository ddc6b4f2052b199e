using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>A condition that logs must match. The conditions of a query are combined with "and".</summary>
/// <remarks>
/// Schema <c>GatewayLogFilter</c> in the OpenAPI document. <see cref="ToString"/> omits the values, because they can be personal data. Two
/// conditions are equal if their JSON is equal.
/// </remarks>
public sealed class GatewayLogFilter : IEquatable<GatewayLogFilter>
{
    /// <summary>Creates a condition on one of the keys in the OpenAPI document.</summary>
    /// <param name="key">The field to compare.</param>
    /// <param name="operator">The comparison operator.</param>
    /// <param name="values">
    /// One or more values: text, booleans, numbers, instants (<see cref="DateTimeOffset"/>) or null. Cloudflare does not document whether
    /// several values are alternatives.
    /// </param>
    /// <exception cref="ArgumentException">There is no value, or a value has an unsupported type.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="key"/> or <paramref name="operator"/> is not a member of its enumeration.
    /// </exception>
    public GatewayLogFilter(GatewayLogFilterKey key, GatewayLogFilterOperator @operator, params IReadOnlyList<object?> values)
        : this(WireName.GetName(key), @operator, values)
    {
    }

    /// <summary>Creates a condition on any key, for example one that the OpenAPI document does not list yet.</summary>
    /// <param name="key">The name of the field in the API: letters, digits, underscores and dots.</param>
    /// <param name="operator">The comparison operator.</param>
    /// <param name="values">
    /// One or more values: text, booleans, numbers, instants (<see cref="DateTimeOffset"/>) or null. Cloudflare does not document whether
    /// several values are alternatives.
    /// </param>
    /// <exception cref="ArgumentException">
    /// <paramref name="key"/> is not a valid name, there is no value, or a value has an unsupported type.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="operator"/> is not a member of its enumeration.</exception>
    public GatewayLogFilter(string key, GatewayLogFilterOperator @operator, params IReadOnlyList<object?> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(values);
        if (!key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
        {
            throw new ArgumentException(
                "The key of the filter contains invalid characters. Use letters, digits, underscores and dots, as in metadata.key.",
                nameof(key));
        }

        if (values.Count == 0)
        {
            throw new ArgumentException($"The filter on {key} has no value. Pass at least one value to compare with.", nameof(values));
        }

        Key = key;
        Operator = @operator;
        OperatorName = WireName.GetName(@operator);
        var required = new object?[values.Count];
        for (var i = 0; i < required.Length; i++)
        {
            required[i] = FilterValue.Require(values[i], key);
        }

        Values = required;
    }

    /// <summary>Creates the condition that a metadata entry has this name and one of these values.</summary>
    internal GatewayLogFilter(string name, IReadOnlyList<string> values)
        : this(FilterFields.MetadataValue, GatewayLogFilterOperator.Equal, values) =>
        MetadataEntry = (string)FilterValue.Require(name, FilterFields.MetadataKey)!;

    /// <summary>Gets the name of the field in the API.</summary>
    public string Key { get; }

    /// <summary>Gets the comparison operator.</summary>
    public GatewayLogFilterOperator Operator { get; }

    /// <summary>Gets the values to compare with: text, booleans, numbers, instants and nulls.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>
    /// Gets the name of the metadata entry whose value is compared; null unless the filter was created by <see cref="LogFilter.Metadata"/>.
    /// </summary>
    public string? MetadataEntry { get; }

    private string OperatorName { get; }

    /// <summary>Parses a condition from text, such as <c>model eq gpt-4o</c> or <c>tokens_out gt 1000</c>.</summary>
    /// <param name="text">The key, the operator and the value, separated by single spaces. The value can contain spaces.</param>
    /// <returns>The condition. The value is converted to the type of the field.</returns>
    /// <exception cref="FormatException">
    /// <paramref name="text"/> is not a valid condition. The message contains the expected format.
    /// </exception>
    public static GatewayLogFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(' ', 3);
        if (parts.Length < 3 || parts[0].Length == 0)
        {
            throw new FormatException("The filter is incomplete. Expected KEY OPERATOR VALUE, as in: model eq gpt-4o");
        }

        if (!WireName.TryParse<GatewayLogFilterOperator>(parts[1], out var @operator))
        {
            var expected = string.Join(", ", WireName.All<GatewayLogFilterOperator>());
            throw new FormatException($"The operator of the filter is unknown. Expected one of {expected}, as in: model eq gpt-4o");
        }

        try
        {
            return new GatewayLogFilter(parts[0], @operator, LogFilter.Find(parts[0])?.Parse(parts[2]) ?? parts[2]);
        }
        catch (ArgumentException exception)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    /// <summary>Returns the key and the operator. The values are omitted, because they can be personal data.</summary>
    /// <returns>For example <c>model eq</c>.</returns>
    public override string ToString() => $"{Key} {OperatorName}";

    /// <inheritdoc/>
    public bool Equals(GatewayLogFilter? other) => other is not null && Json == other.Json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GatewayLogFilter);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    /// <summary>Serializes filters as they are sent. The JSON contains the values, which can be personal data.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>The JSON array for the query parameter <c>filters</c>.</returns>
    public static string ToJson(IEnumerable<GatewayLogFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return $"[{string.Join(',', filters.Select(filter => filter.Json))}]";
    }

    /// <summary>
    /// Gets the JSON of the condition: one object, or two for a metadata entry, which the service supports only as separate conditions on
    /// name and value. It is cached, because paging sends it with each request.
    /// </summary>
    [field: MaybeNull]
    private string Json => field ??= Values is [DateTimeOffset instant]
        ? $$"""{"key":"{{Key}}","operator":"{{OperatorName}}","value":["{{FilterValue.GetText(instant)}}"]}"""
        : MetadataEntry is null ? Write(Key, Values) : $"{Write(FilterFields.MetadataKey, [MetadataEntry])},{Write(Key, Values)}";

    private string Write(string key, IReadOnlyList<object?> values) => new JObject
    {
        ["key"] = key,
        ["operator"] = OperatorName,
        ["value"] = new JArray(values.Select(FilterValue.ToToken)),
    }.ToString(Formatting.None);
}

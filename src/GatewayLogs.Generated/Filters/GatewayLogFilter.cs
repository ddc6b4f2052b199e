using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs;

/// <summary>One condition that a log must match; the conditions of a query must all hold.</summary>
/// <remarks>
/// Section GatewayLogFilter of the document. It prints without its values, which may be personal data. Conditions that are sent as the same
/// JSON are equal.
/// </remarks>
public sealed class GatewayLogFilter : IEquatable<GatewayLogFilter>
{
    /// <summary>Creates a condition on one of the keys that the document lists.</summary>
    /// <param name="key">The field to look at.</param>
    /// <param name="operator">How to compare.</param>
    /// <param name="values">One value or more: text, a boolean, a number, a <see cref="DateTimeOffset"/> or null. Whether several mean "or" is not documented.</param>
    /// <exception cref="ArgumentException">A value is missing or of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="key"/> or <paramref name="operator"/> is not in the document.</exception>
    public GatewayLogFilter(GatewayLogFilterKey key, GatewayLogFilterOperator @operator, params IReadOnlyList<object?> values)
        : this(WireName.Of(key), @operator, values)
    {
    }

    /// <summary>Creates a condition on any key, such as one that the service has and the document does not list yet.</summary>
    /// <param name="key">The field as it is spelled on the wire; letters, digits, underscores and dots.</param>
    /// <param name="operator">How to compare.</param>
    /// <param name="values">One value or more: text, a boolean, a number, a <see cref="DateTimeOffset"/> or null. Whether several mean "or" is not documented.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> cannot be a key, or a value is missing or of another type.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="operator"/> is not in the document.</exception>
    public GatewayLogFilter(string key, GatewayLogFilterOperator @operator, params IReadOnlyList<object?> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(values);
        if (!key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
        {
            throw new ArgumentException("The key of a filter consists of letters, digits, underscores and dots, as in tokens_out or metadata.key.", nameof(key));
        }

        if (values.Count == 0)
        {
            throw new ArgumentException($"The filter on {key} needs at least one value to compare with.", nameof(values));
        }

        Key = key;
        Operator = @operator;
        OperatorName = WireName.Of(@operator);
        Values = [.. values.Select(value => FilterValue.Require(value, key))];
    }

    private GatewayLogFilter(string entry, string value)
        : this(FilterFields.MetadataValue, GatewayLogFilterOperator.Equal, value) => MetadataEntry = (string)FilterValue.Require(entry, FilterFields.MetadataKey)!;

    /// <summary>The field that the filter looks at, as it is spelled on the wire.</summary>
    public string Key { get; }

    /// <summary>How the filter compares.</summary>
    public GatewayLogFilterOperator Operator { get; }

    /// <summary>What the filter compares with: text, booleans, numbers, instants and nulls.</summary>
    public IReadOnlyList<object?> Values { get; }

    /// <summary>The name of the entry of metadata whose value is compared; null unless the filter was made by <see cref="LogFilter.Metadata"/>.</summary>
    public string? MetadataEntry { get; }

    private string OperatorName { get; }

    /// <summary>Reads a condition that a person typed, such as <c>model eq gpt-4o</c> or <c>tokens_out gt 1000</c>.</summary>
    /// <param name="text">The key, the operator and the value, with single spaces between; the value may hold further spaces.</param>
    /// <returns>The condition, its value typed as the key demands.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> has not this form; the message says what was expected.</exception>
    public static GatewayLogFilter Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(' ', 3);
        if (parts.Length < 3 || parts[0].Length == 0)
        {
            throw new FormatException("A filter has the form KEY OPERATOR VALUE, as in: model eq gpt-4o");
        }

        if (!WireName.TryParse<GatewayLogFilterOperator>(parts[1], out var @operator))
        {
            throw new FormatException($"A filter's operator is one of {string.Join(", ", WireName.All<GatewayLogFilterOperator>())}, as in: model eq gpt-4o");
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

    /// <summary>Names the key and the operator, never the values.</summary>
    /// <returns>For example <c>model eq</c>.</returns>
    public override string ToString() => $"{Key} {OperatorName}";

    /// <inheritdoc/>
    public bool Equals(GatewayLogFilter? other) => other is not null && Json == other.Json;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GatewayLogFilter);

    /// <inheritdoc/>
    public override int GetHashCode() => Json.GetHashCode(StringComparison.Ordinal);

    /// <summary>Writes filters as they are sent. The text holds what they compare with, which may be personal data.</summary>
    /// <param name="filters">The filters.</param>
    /// <returns>The JSON array that the query parameter <c>filters</c> holds.</returns>
    public static string ToJson(IEnumerable<GatewayLogFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return $"[{string.Join(',', filters.Select(filter => filter.Json))}]";
    }

    /// <summary>The condition that one entry of metadata has both this name and this value.</summary>
    internal static GatewayLogFilter OfEntry(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return new GatewayLogFilter(name, value);
    }

    /// <summary>One object, or two for an entry of metadata, the only form the service has for it. Written once: a walk sends it with each page.</summary>
    [field: MaybeNull]
    private string Json => field ??= Values is [DateTimeOffset instant]
        ? $$"""{"key":"{{Key}}","operator":"{{OperatorName}}","value":["{{InstantFormat.GetText(instant)}}"]}"""
        : Write();

    private string Write()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new JsonTextWriter(text))
        {
            if (MetadataEntry is not null)
            {
                WriteTo(writer, FilterFields.MetadataKey, [MetadataEntry]);
                writer.WriteRaw(",");
            }

            WriteTo(writer, Key, Values);
        }

        return text.ToString();
    }

    private void WriteTo(JsonTextWriter writer, string key, IReadOnlyList<object?> values)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("key");
        writer.WriteValue(key);
        writer.WritePropertyName("operator");
        writer.WriteValue(OperatorName);
        writer.WritePropertyName("value");
        writer.WriteStartArray();
        foreach (var value in values)
        {
            FilterValue.Write(writer, value);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

using System.Globalization;

namespace GatewayLogs;

/// <summary>A field that logs are filtered by. Its type has the comparisons that make sense for its values; get one from <see cref="LogFilter"/>.</summary>
public abstract class LogFilterField
{
    private readonly Func<GatewayLog, object?>? _read;

    private protected LogFilterField(string key, Func<GatewayLog, object?>? read) => (Key, _read) = (key, read);

    /// <summary>Gets the name of the field on the wire, such as <c>tokens_out</c>.</summary>
    public string Key { get; }

    /// <summary>Whether the rows of a list show the value of this field.</summary>
    internal bool IsShown => _read is not null;

    /// <summary>Returns the value that a row shows; null when it shows none.</summary>
    internal object? Read(GatewayLog row) => _read?.Invoke(row);

    /// <summary>Converts a value that a user typed to the type of the field.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is no value of this type.</exception>
    internal virtual object Parse(string text) => text;

    private protected GatewayLogFilter Compare(GatewayLogFilterOperator @operator, object? value) => new(Key, @operator, value);
}

/// <summary>A field with text, such as <see cref="LogFilter.Model"/>.</summary>
public sealed class LogFilterText : LogFilterField
{
    internal LogFilterText(string key, Func<GatewayLog, string?>? read)
        : base(key, read)
    {
    }

    /// <summary>Matches logs with exactly this text.</summary>
    /// <param name="value">The whole text, with the case of its letters.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public GatewayLogFilter EqualTo(string value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>Matches logs with another text. Whether logs without a text match is not documented.</summary>
    /// <param name="value">The whole text.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public GatewayLogFilter NotEqualTo(string value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    /// <summary>Matches logs whose text contains this one. Whether case matters is not documented.</summary>
    /// <param name="text">The text to look for.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public GatewayLogFilter Contains(string text) => Compare(GatewayLogFilterOperator.Contains, text);
}

/// <summary>A field that is true or false, such as <see cref="LogFilter.Success"/>.</summary>
public sealed class LogFilterBoolean : LogFilterField
{
    internal LogFilterBoolean(string key, Func<GatewayLog, bool?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Matches logs with this value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter EqualTo(bool value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>Matches logs with the other value. Whether logs without a value match is not documented.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter NotEqualTo(bool value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    internal override object Parse(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"The filter on {Key} compares with true or false, as in: {Key} eq true"),
    };
}

/// <summary>A field with a number, such as <see cref="LogFilter.TokensOut"/>.</summary>
public sealed class LogFilterNumber : LogFilterField
{
    internal LogFilterNumber(string key, Func<GatewayLog, decimal?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Matches logs with this number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter EqualTo(decimal value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>Matches logs with another number. Whether logs without a number match is not documented.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter NotEqualTo(decimal value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    /// <summary>Matches logs with a smaller number.</summary>
    /// <param name="value">The bound; logs with exactly this number do not match.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter LessThan(decimal value) => Compare(GatewayLogFilterOperator.LessThan, value);

    /// <summary>Matches logs with a larger number.</summary>
    /// <param name="value">The bound; logs with exactly this number do not match.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter GreaterThan(decimal value) => Compare(GatewayLogFilterOperator.GreaterThan, value);

    internal override object Parse(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"The filter on {Key} compares with a number, as in: {Key} gt 1000");
}

/// <summary>A field with an instant: <see cref="LogFilter.CreatedAt"/>.</summary>
/// <remarks>The service keeps milliseconds: finer parts of an instant are cut off before it is sent.</remarks>
public sealed class LogFilterInstant : LogFilterField
{
    internal LogFilterInstant(string key, Func<GatewayLog, DateTimeOffset?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Matches logs of calls that were made before this instant.</summary>
    /// <param name="instant">The bound; logs of exactly this instant do not match.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter Before(DateTimeOffset instant) => Compare(GatewayLogFilterOperator.LessThan, instant);

    /// <summary>Matches logs of calls that were made after this instant.</summary>
    /// <param name="instant">The bound; logs of exactly this instant do not match.</param>
    /// <returns>The condition.</returns>
    public GatewayLogFilter After(DateTimeOffset instant) => Compare(GatewayLogFilterOperator.GreaterThan, instant);
}

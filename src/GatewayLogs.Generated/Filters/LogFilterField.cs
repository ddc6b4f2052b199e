using System.Globalization;

namespace GatewayLogs;

/// <summary>
/// A field that logs can be filtered by. The derived types have the comparisons that their values support; see <see cref="LogFilter"/>.
/// </summary>
public abstract class LogFilterField
{
    private readonly Func<GatewayLog, object?>? _read;

    private protected LogFilterField(string key, Func<GatewayLog, object?>? read) => (Key, _read) = (key, read);

    /// <summary>Gets the name of the field in the API, such as <c>tokens_out</c>.</summary>
    public string Key { get; }

    /// <summary>Gets whether listed logs contain the field.</summary>
    internal bool IsShown => _read is not null;

    /// <summary>Returns the value of the field in a listed log; null if there is none.</summary>
    internal object? Read(GatewayLog row) => _read?.Invoke(row);

    /// <summary>Converts the text of a value to the type of the field.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a valid value of this type.</exception>
    internal virtual object Parse(string text) => text;

    private protected GatewayLogFilter Compare(GatewayLogFilterOperator @operator, object? value) => new(Key, @operator, value);
}

/// <summary>A text field, such as <see cref="LogFilter.Model"/>.</summary>
public sealed class LogFilterText : LogFilterField
{
    internal LogFilterText(string key, Func<GatewayLog, string?>? read)
        : base(key, read)
    {
    }

    /// <summary>Creates a filter that matches logs with exactly this text.</summary>
    /// <param name="value">The whole text. Case is significant.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The text contains an unpaired surrogate.</exception>
    public GatewayLogFilter EqualTo(string value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>
    /// Creates a filter that matches logs with another text. Cloudflare does not document whether logs without a text match.
    /// </summary>
    /// <param name="value">The whole text.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The text contains an unpaired surrogate.</exception>
    public GatewayLogFilter NotEqualTo(string value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    /// <summary>
    /// Creates a filter that matches logs whose text contains this one. Cloudflare does not document whether case is significant.
    /// </summary>
    /// <param name="text">The text to search for.</param>
    /// <returns>The filter.</returns>
    /// <exception cref="ArgumentException">The text contains an unpaired surrogate.</exception>
    public GatewayLogFilter Contains(string text) => Compare(GatewayLogFilterOperator.Contains, text);
}

/// <summary>A boolean field, such as <see cref="LogFilter.Success"/>.</summary>
public sealed class LogFilterBoolean : LogFilterField
{
    internal LogFilterBoolean(string key, Func<GatewayLog, bool?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Creates a filter that matches logs with this value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter EqualTo(bool value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>
    /// Creates a filter that matches logs with the other value. Cloudflare does not document whether logs without a value match.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter NotEqualTo(bool value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    internal override object Parse(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException(
            $"The filter on {Key} has a value that is not a boolean. Expected true or false, as in: {Key} eq true"),
    };
}

/// <summary>A number field, such as <see cref="LogFilter.TokensOut"/>.</summary>
public sealed class LogFilterNumber : LogFilterField
{
    internal LogFilterNumber(string key, Func<GatewayLog, decimal?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Creates a filter that matches logs with this number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter EqualTo(decimal value) => Compare(GatewayLogFilterOperator.Equal, value);

    /// <summary>
    /// Creates a filter that matches logs with another number. Cloudflare does not document whether logs without a number match.
    /// </summary>
    /// <param name="value">The number.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter NotEqualTo(decimal value) => Compare(GatewayLogFilterOperator.NotEqual, value);

    /// <summary>Creates a filter that matches logs with a smaller number.</summary>
    /// <param name="value">The exclusive upper bound.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter LessThan(decimal value) => Compare(GatewayLogFilterOperator.LessThan, value);

    /// <summary>Creates a filter that matches logs with a larger number.</summary>
    /// <param name="value">The exclusive lower bound.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter GreaterThan(decimal value) => Compare(GatewayLogFilterOperator.GreaterThan, value);

    internal override object Parse(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"The filter on {Key} has a value that is not a number. Expected a number, as in: {Key} gt 1000");
}

/// <summary>A timestamp field: <see cref="LogFilter.CreatedAt"/>.</summary>
/// <remarks>The service stores milliseconds. Values are rounded down to milliseconds before they are sent.</remarks>
public sealed class LogFilterInstant : LogFilterField
{
    internal LogFilterInstant(string key, Func<GatewayLog, DateTimeOffset?>? read)
        : base(key, read is null ? null : row => read(row))
    {
    }

    /// <summary>Creates a filter that matches logs of requests before this instant.</summary>
    /// <param name="instant">The exclusive upper bound.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter Before(DateTimeOffset instant) => Compare(GatewayLogFilterOperator.LessThan, instant);

    /// <summary>Creates a filter that matches logs of requests after this instant.</summary>
    /// <param name="instant">The exclusive lower bound.</param>
    /// <returns>The filter.</returns>
    public GatewayLogFilter After(DateTimeOffset instant) => Compare(GatewayLogFilterOperator.GreaterThan, instant);
}

namespace GatewayLogs;

/// <summary>A field that logs are filtered by; its methods build the condition. Get one from <see cref="LogFilter"/>.</summary>
/// <typeparam name="T">What the field is compared with.</typeparam>
public class LogFilterField<T>
{
    private readonly string _key;

    internal LogFilterField(string key) => _key = key;

    /// <summary>The logs with exactly this value.</summary>
    /// <param name="value">The whole value; text is compared letter by letter.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The value cannot be sent.</exception>
    public GatewayLogFilter EqualTo(T value) => Compare(GatewayLogFilterOperator.Eq, value);

    /// <summary>The logs with another value. Whether those without a value are among them is not documented.</summary>
    /// <param name="value">The whole value.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The value cannot be sent.</exception>
    public GatewayLogFilter NotEqualTo(T value) => Compare(GatewayLogFilterOperator.Neq, value);

    /// <summary>The logs whose value contains this text. Whether case matters is not documented.</summary>
    /// <param name="text">The text to look for.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The text cannot be sent.</exception>
    public GatewayLogFilter Contains(string text) => Compare(GatewayLogFilterOperator.Contains, text);

    /// <summary>The logs with a smaller value.</summary>
    /// <param name="value">The value that is just too large.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The value cannot be sent.</exception>
    public GatewayLogFilter LessThan(T value) => Compare(GatewayLogFilterOperator.Lt, value);

    /// <summary>The logs with a larger value.</summary>
    /// <param name="value">The value that is just too small.</param>
    /// <returns>The condition.</returns>
    /// <exception cref="ArgumentException">The value cannot be sent.</exception>
    public GatewayLogFilter GreaterThan(T value) => Compare(GatewayLogFilterOperator.Gt, value);

    private GatewayLogFilter Compare(GatewayLogFilterOperator @operator, object? value) => new(_key, @operator, value);
}

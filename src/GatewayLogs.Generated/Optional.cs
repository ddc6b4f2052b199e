using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs;

/// <summary>An optional property of an update: undefined is not sent, null is sent as null, and a value is sent as that value.</summary>
/// <typeparam name="T">The type of the property.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords",
    Justification = "Optional is the common name for this type, and a keyword only in Visual Basic.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the alternate.")]
public readonly struct Optional<T> : IEquatable<Optional<T>>
{
    private readonly T _value;

    /// <summary>Creates a defined value.</summary>
    /// <param name="value">The value to send, or null to clear the property.</param>
    public Optional(T value)
    {
        _value = value;
        IsDefined = true;
    }

    /// <summary>Gets whether the property is sent. Default: false.</summary>
    public bool IsDefined { get; }

    /// <summary>Gets the value to send.</summary>
    /// <exception cref="InvalidOperationException">The value is undefined.</exception>
    public T Value => IsDefined ? _value : throw new InvalidOperationException(
        "The value is undefined. Check IsDefined before reading Value.");

    /// <summary>Creates a defined value.</summary>
    /// <param name="value">The value to send, or null to clear the property.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Returns whether both are undefined, or both are defined with equal values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Returns whether the values differ.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The second value.</param>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) => IsDefined == other.IsDefined && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsDefined, _value);
}

using System.Diagnostics.CodeAnalysis;

namespace GatewayLogs;

/// <summary>A field of a change that may be left alone: undefined is not sent, null is sent as null, a value is sent as that value.</summary>
/// <typeparam name="T">The type of the field.</typeparam>
[SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Justification = "The name is the usual one for this, and a keyword in Visual Basic alone.")]
[SuppressMessage("Usage", "CA2225:Operator overloads have named alternates", Justification = "The constructor is the alternate.")]
public readonly struct Optional<T> : IEquatable<Optional<T>>
{
    private readonly T _value;

    /// <summary>Creates a defined field.</summary>
    /// <param name="value">The value to send, or null to clear the field.</param>
    public Optional(T value)
    {
        _value = value;
        IsDefined = true;
    }

    /// <summary>Whether the field is to be sent. Default: false.</summary>
    public bool IsDefined { get; }

    /// <summary>The value to send.</summary>
    /// <exception cref="InvalidOperationException">The field is undefined.</exception>
    public T Value => IsDefined ? _value : throw new InvalidOperationException("The field is undefined: it is left alone and has no value.");

    /// <summary>Defines a field.</summary>
    /// <param name="value">The value to send, or null to clear the field.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Whether both are undefined, or both are defined with equal values.</summary>
    /// <param name="left">One field.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Whether the fields differ.</summary>
    /// <param name="left">One field.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) => IsDefined == other.IsDefined && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsDefined, _value);
}

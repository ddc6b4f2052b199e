using System.Runtime.CompilerServices;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>What to change in a log. A field that is not set stays as it is; null clears it.</summary>
/// <remarks>Section GatewayLogUpdate of the document.</remarks>
[JsonConverter(typeof(GatewayLogUpdateConverter))]
public sealed class GatewayLogUpdate
{
    private const int MaxMetadataEntries = 5;

    /// <summary>The feedback to give to the answer, from -1 to 1. Default: left alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Optional<decimal?> Feedback { get; init => field = InRange(value, -1, 1); }

    /// <summary>The score to give to the answer, from 0 to 100. Default: left alone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Optional<decimal?> Score { get; init => field = InRange(value, 0, 100); }

    /// <summary>The metadata, at most five entries, each a string, a number, a boolean or null. Default: left alone.</summary>
    /// <remarks>Whether it replaces the log's metadata or is merged into it is not documented.</remarks>
    public Optional<GatewayLogMetadata?> Metadata { get; init; }

    /// <summary>Refuses a change that changes nothing, or metadata that the service would drop.</summary>
    /// <exception cref="ArgumentException">The change is not one that can be sent.</exception>
    internal GatewayLogUpdate Validated()
    {
        if (!Feedback.IsDefined && !Score.IsDefined && !Metadata.IsDefined)
        {
            throw new ArgumentException("The update changes nothing. Set Feedback, Score or Metadata; null clears a field.");
        }

        if (Metadata is { IsDefined: true, Value: { } metadata })
        {
            if (!metadata.IsObject)
            {
                throw new ArgumentException("Metadata arrived as text, a number or an array, and the service accepts entries alone. Give a new GatewayLogMetadata, or null to clear it.");
            }

            if (metadata.Count > MaxMetadataEntries)
            {
                throw new ArgumentException($"Metadata has {metadata.Count} entries; the service keeps at most {MaxMetadataEntries}.");
            }

            if (metadata.Any(entry => !SurrogatePairs.AreWhole(entry.Key) || entry.Value is JValue { Value: string text } && !SurrogatePairs.AreWhole(text)))
            {
                throw new ArgumentException("A name or value of Metadata has half of a surrogate pair, which cannot be sent. Use whole characters.");
            }

            if (metadata.Any(entry => entry.Value is JValue { Value: double number } && !double.IsFinite(number)))
            {
                throw new ArgumentException("A value of Metadata is not a finite number, which JSON cannot express. Use a finite number, text or null.");
            }

            if (metadata.Any(entry => entry.Value is JContainer))
            {
                throw new ArgumentException("A value of Metadata is an object or an array; the service accepts strings, numbers, booleans and null.");
            }
        }

        return this;
    }

    private static Optional<decimal?> InRange(Optional<decimal?> field, decimal minimum, decimal maximum, [CallerMemberName] string name = "") =>
        field is { IsDefined: true, Value: { } value } && (value < minimum || value > maximum)
            ? throw new ArgumentOutOfRangeException(name, value, $"{name} is a number from {minimum} to {maximum}, or null to clear it.")
            : field;
}

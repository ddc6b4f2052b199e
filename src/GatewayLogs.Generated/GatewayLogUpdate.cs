using System.Runtime.CompilerServices;
using GatewayLogs.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs;

/// <summary>Changes to one log. Properties that are not set leave the log's value unchanged; null clears it.</summary>
/// <remarks>Schema <c>GatewayLogUpdate</c> in the OpenAPI document.</remarks>
[JsonConverter(typeof(GatewayLogUpdateConverter))]
public sealed class GatewayLogUpdate
{
    private const int MaxMetadataEntries = 5;

    /// <summary>Gets the feedback on the response, from -1 to 1. Default: unchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Optional<decimal?> Feedback { get; init => field = InRange(value, -1, 1); }

    /// <summary>Gets the score of the response, from 0 to 100. Default: unchanged.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Optional<decimal?> Score { get; init => field = InRange(value, 0, 100); }

    /// <summary>Gets the metadata: at most five entries, each a string, a number, a boolean or null. Default: unchanged.</summary>
    /// <remarks>Cloudflare does not document whether the service replaces the log's metadata or merges the entries.</remarks>
    public Optional<GatewayLogMetadata?> Metadata { get; init; }

    /// <summary>Throws if the update changes nothing, or if it contains metadata that the service would drop.</summary>
    /// <exception cref="ArgumentException">The update cannot be sent.</exception>
    internal GatewayLogUpdate Validated()
    {
        if (!Feedback.IsDefined && !Score.IsDefined && !Metadata.IsDefined)
        {
            throw new ArgumentException("The update changes nothing. Set Feedback, Score or Metadata; null clears a value.");
        }

        if (Metadata is { IsDefined: true, Value: { } metadata })
        {
            if (!metadata.IsObject)
            {
                throw new ArgumentException(
                    "Metadata contains text, a number or an array; the service accepts only entries. "
                    + "Set a new GatewayLogMetadata, or null to clear it.");
            }

            if (metadata.Count > MaxMetadataEntries)
            {
                throw new ArgumentException(
                    $"Metadata has {metadata.Count} entries; the service stores at most {MaxMetadataEntries}. Remove the others.");
            }

            if (metadata.Any(entry => !SurrogatePairs.AreValid(entry.Key) || entry.Value is JValue { Value: string text } && !SurrogatePairs.AreValid(text)))
            {
                throw new ArgumentException("A name or value of Metadata has half of a surrogate pair, which cannot be sent. Use whole characters.");
            }

            if (metadata.Any(entry => entry.Value is JValue { Value: double number } && !double.IsFinite(number)))
            {
                throw new ArgumentException("A value of Metadata is not a finite number, which JSON cannot express. Use a finite number, text or null.");
            }

            if (metadata.Any(entry => entry.Value is JContainer))
            {
                throw new ArgumentException(
                    "A metadata value is an object or an array; the service accepts strings, numbers, booleans and null. "
                    + "Convert the value to a string.");
            }
        }

        return this;
    }

    private static Optional<decimal?> InRange(Optional<decimal?> field, decimal minimum, decimal maximum, [CallerMemberName] string name = "") =>
        field is { IsDefined: true, Value: { } value } && (value < minimum || value > maximum)
            ? throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {minimum} to {maximum}, or null to clear it.")
            : field;
}

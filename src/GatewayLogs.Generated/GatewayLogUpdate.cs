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
    internal GatewayLogUpdate Validated() => GetProblem() is { } problem ? throw new ArgumentException(problem) : this;

    private string? GetProblem() => (Metadata.IsDefined ? Metadata.Value : null) switch
    {
        _ when !Feedback.IsDefined && !Score.IsDefined && !Metadata.IsDefined =>
            "The update changes nothing. Set Feedback, Score or Metadata; null clears a value.",
        null => null,
        { IsObject: false } => "Metadata contains text, a number or an array; the service accepts only entries. "
            + "Set a new GatewayLogMetadata, or null to clear it.",
        { Count: > MaxMetadataEntries and var count } => $"Metadata has {count} entries; the service stores at most {MaxMetadataEntries}. Remove the others.",
        var metadata when metadata.Any(entry => !SurrogatePairs.AreValid(entry.Key)
            || (entry.Value is JValue { Value: string text } && !SurrogatePairs.AreValid(text))) =>
            "A name or value of Metadata has half of a surrogate pair, which cannot be sent. Use whole characters.",
        var metadata when metadata.Any(entry => entry.Value is JValue { Value: double number } && !double.IsFinite(number)) =>
            "A value of Metadata is not a finite number, which JSON cannot express. Use a finite number, text or null.",
        var metadata when metadata.Any(entry => entry.Value is JContainer) =>
            "A metadata value is an object or an array; the service accepts strings, numbers, booleans and null. "
            + "Convert the value to a string.",
        _ => null,
    };

    private static Optional<decimal?> InRange(Optional<decimal?> field, decimal minimum, decimal maximum, [CallerMemberName] string name = "") =>
        field is { IsDefined: true, Value: { } value } && (value < minimum || value > maximum)
            ? throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {minimum} to {maximum}, or null to clear it.")
            : field;
}

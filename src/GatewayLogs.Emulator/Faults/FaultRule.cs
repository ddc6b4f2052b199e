using GatewayLogs.Emulator.Http;

namespace GatewayLogs.Emulator.Faults;

/// <summary>A fault and the conditions for its injection. Conditions that are not set match every request.</summary>
public sealed record FaultRule : Fault
{
    /// <summary>Gets the operationId of the requests that match. Default null: all six operations.</summary>
    public string? Operation { get; init; }

    /// <summary>
    /// Gets which of the operation's requests since the rule was added matches, starting at 1. Default null: all.
    /// </summary>
    public int? Nth { get; init; }

    /// <summary>Gets the probability that a request matches, 0 to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Gets the seed of <see cref="Probability"/>: the same seed selects the same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Gets how many requests match at most, 1 or more. Default null: no limit.</summary>
    public int? Times { get; init; }

    internal override IEnumerable<string> Problems()
    {
        foreach (var problem in base.Problems())
        {
            yield return problem;
        }

        if (Operation is not null && !LogEndpoints.Operations.Contains(Operation))
        {
            yield return $"Operation is {Operation}; expected one of {string.Join(", ", LogEndpoints.Operations)}.";
        }

        if (Nth < 1)
        {
            yield return $"Nth is {Nth}; expected 1 or more.";
        }

        if (Times < 1)
        {
            yield return $"Times is {Times}; expected 1 or more.";
        }

        if (Probability is not (>= 0 and <= 1))
        {
            yield return $"Probability is {Probability}; expected 0 to 1.";
        }
    }
}

using GatewayLogs.Emulator.Http;

namespace GatewayLogs.Emulator.Faults;

/// <summary>A fault, and which requests it meets. Conditions that are not set do not count.</summary>
public sealed record FaultRule : Fault
{
    /// <summary>The id of the operation it meets, as in the document. Default null: each of the six.</summary>
    public string? Operation { get; init; }

    /// <summary>Which of the operation's requests since the rule was made it meets, from 1. Default null: each.</summary>
    public int? Nth { get; init; }

    /// <summary>How likely it meets a request, 0 to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>What <see cref="Probability"/> is drawn from: the same seed meets the same requests. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many requests it meets at most, 1 or more. Default null: any number.</summary>
    public int? Times { get; init; }

    internal override IEnumerable<string> Problems()
    {
        foreach (string problem in base.Problems())
        {
            yield return problem;
        }

        if (Operation is not null && !LogEndpoints.Operations.Contains(Operation))
        {
            yield return $"Operation is none of {string.Join(", ", LogEndpoints.Operations)}.";
        }

        if (Nth < 1 || Times < 1)
        {
            yield return "Nth and Times are 1 or more.";
        }

        if (Probability is not (>= 0 and <= 1))
        {
            yield return $"Probability is {Probability}; expected 0 to 1.";
        }
    }
}

namespace GatewayLogs.Tests;

/// <summary>
/// The size of a randomized test: full with GATEWAY_LOGS_FULL=1, otherwise about a quarter. During mutation testing it is a twenty-fifth of
/// that, because the tests run for each of hundreds of mutants.
/// </summary>
internal static class Proof
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("GATEWAY_LOGS_FULL") == "1";

    private static readonly bool s_isMutated = Environment.GetEnvironmentVariable("GATEWAY_LOGS_MUTATED") == "1";

    /// <summary>Gets whether all long tests run: in the gate, which sets GATEWAY_LOGS_GATE=1, and with GATEWAY_LOGS_FULL=1.</summary>
    public static bool IsGate { get; } = s_isFull || Environment.GetEnvironmentVariable("GATEWAY_LOGS_GATE") == "1";

    public static int Size(int full, int otherwise) => s_isFull ? full : s_isMutated ? otherwise / 25 : otherwise;
}

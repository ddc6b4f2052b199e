namespace GatewayLogs.Tests;

/// <summary>
/// The size of a randomized test: full with GATEWAY_LOGS_FULL=1, and about a quarter of that in the gate. Slow tests have a smaller size in
/// <c>dotnet test</c>. During mutation testing it is a twenty-fifth of the size in the gate, because the tests run for each of hundreds of
/// mutants.
/// </summary>
internal static class Proof
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("GATEWAY_LOGS_FULL") == "1";

    private static readonly bool s_isMutated = Environment.GetEnvironmentVariable("GATEWAY_LOGS_MUTATED") == "1";

    /// <summary>Gets whether all long tests run: in the gate, which sets GATEWAY_LOGS_GATE=1, and with GATEWAY_LOGS_FULL=1.</summary>
    public static bool IsGate { get; } = s_isFull || Environment.GetEnvironmentVariable("GATEWAY_LOGS_GATE") == "1";

    /// <summary>Returns the size of a test in this run.</summary>
    /// <param name="full">The size with GATEWAY_LOGS_FULL=1.</param>
    /// <param name="otherwise">The size in the gate, and in all runs if there is no quick size.</param>
    /// <param name="quick">The size outside of the gate.</param>
    public static int Size(int full, int otherwise, int? quick = null) =>
        s_isFull ? full : s_isMutated ? otherwise / 25 : IsGate ? otherwise : quick ?? otherwise;
}

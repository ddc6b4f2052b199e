namespace GatewayLogs.Tests;

/// <summary>
/// How large a proof is: in full with GATEWAY_LOGS_FULL=1, else so large that all of them together take minutes; while the code is mutated it
/// is run for each of hundreds of changes, and so is small.
/// </summary>
internal static class Proof
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("GATEWAY_LOGS_FULL") == "1";

    private static readonly bool s_isMutated = Environment.GetEnvironmentVariable("GATEWAY_LOGS_MUTATED") == "1";

    public static int Size(int full, int otherwise) => s_isFull ? full : s_isMutated ? otherwise / 25 : otherwise;
}

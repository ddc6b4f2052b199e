namespace GatewayLogs.Tests;

/// <summary>
/// Scales long tests: to their full size with GATEWAY_LOGS_FULL=1, otherwise so that they take minutes in total. During mutation testing,
/// where they run for each of hundreds of changes, they are even smaller.
/// </summary>
internal static class Proof
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("GATEWAY_LOGS_FULL") == "1";

    private static readonly bool s_isMutated = Environment.GetEnvironmentVariable("GATEWAY_LOGS_MUTATED") == "1";

    public static int Size(int full, int otherwise) => s_isFull ? full : s_isMutated ? otherwise / 25 : otherwise;
}

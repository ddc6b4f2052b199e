namespace GatewayLogs.Tests;

/// <summary>How large a proof is: in full with GATEWAY_LOGS_FULL=1, and else so large that all of them together take minutes.</summary>
internal static class Proof
{
    private static readonly bool s_isFull = Environment.GetEnvironmentVariable("GATEWAY_LOGS_FULL") == "1";

    public static int Size(int full, int otherwise) => s_isFull ? full : otherwise;
}

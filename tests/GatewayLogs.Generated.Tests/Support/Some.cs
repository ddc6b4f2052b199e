namespace GatewayLogs.Tests;

/// <summary>Values that a test needs and does not care about.</summary>
internal static class Some
{
    public static GatewayLogFilter Filter { get; } = new(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, "gpt-4o");
}

namespace GatewayLogs.Tests;

/// <summary>Arbitrary values.</summary>
internal static class Some
{
    public static GatewayLogFilter Filter { get; } = new(GatewayLogFilterKey.Model, GatewayLogFilterOperator.Equal, "gpt-4o");
}

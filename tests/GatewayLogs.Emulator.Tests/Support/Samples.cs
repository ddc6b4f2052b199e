namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>Creates logs and queries for tests.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);

    public static EmulatedLog Log(string id, int minutes = 0) => new() { Id = id, CreatedAt = Noon.AddMinutes(minutes) };

    /// <summary>Returns a query with filters in JSON.</summary>
    public static string Filters(string json) => "?filters=" + Uri.EscapeDataString(json);

    /// <summary>Returns a query with a single filter; the values are the contents of a JSON array.</summary>
    public static string Filter(string key, string operation, string values) =>
        Filters($$"""[{"key":"{{key}}","operator":"{{operation}}","value":[{{values}}]}]""");
}

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>Logs for tests, and the queries that look for them.</summary>
public static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 5, 12, 0, 0, TimeSpan.Zero);

    public static EmulatedLog Log(string id, int minutes = 0) => new() { Id = id, CreatedAt = Noon.AddMinutes(minutes) };

    /// <summary>A query with filters given as JSON.</summary>
    public static string Filters(string json) => "?filters=" + Uri.EscapeDataString(json);

    /// <summary>A query with one filter; the value is the inside of a JSON array.</summary>
    public static string Filter(string key, string operation, string values) =>
        Filters($$"""[{"key":"{{key}}","operator":"{{operation}}","value":[{{values}}]}]""");
}

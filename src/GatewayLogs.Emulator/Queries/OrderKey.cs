namespace GatewayLogs.Emulator.Queries;

/// <summary>The sort keys of lists and deletions.</summary>
internal static class OrderKey
{
    /// <summary>The key that is used when the request specifies none.</summary>
    public const string Default = "created_at";

    /// <summary>Gets the keys that a list accepts.</summary>
    public static IReadOnlyList<string> ForList { get; } = ["created_at", "provider", "model", "model_type", "success", "cached"];

    /// <summary>Gets the keys that a deletion accepts.</summary>
    public static IReadOnlyList<string> ForDelete { get; } = [.. ForList, "cost", "tokens_in", "tokens_out", "duration", "feedback"];

    /// <summary>Gets the two directions.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["asc", "desc"];

    /// <summary>
    /// Returns the ORDER BY clause for a key and direction. It defines a total order, so pages neither overlap nor skip rows.
    /// </summary>
    public static string Clause(string key, string direction, bool tiesReversed = false)
    {
        string[] columns = key switch
        {
            Default => [Default, "id"],
            "cost" => ["cost_number", Default, "id"],
            _ => [key, Default, "id"],
        };
        var tieDirection = tiesReversed ? Directions.First(other => other != direction) : direction;
        return " ORDER BY " + string.Join(", ", columns.Select(column => $"{column} {(column == "id" ? tieDirection : direction)}"));
    }
}

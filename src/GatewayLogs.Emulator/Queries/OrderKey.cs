namespace GatewayLogs.Emulator.Queries;

/// <summary>What logs are ordered by.</summary>
internal static class OrderKey
{
    /// <summary>The key when none is asked for.</summary>
    public const string Default = "created_at";

    /// <summary>The keys a list takes.</summary>
    public static IReadOnlyList<string> ForList { get; } = ["created_at", "provider", "model", "model_type", "success", "cached"];

    /// <summary>The keys a deletion takes.</summary>
    public static IReadOnlyList<string> ForDelete { get; } = [.. ForList, "cost", "tokens_in", "tokens_out", "duration", "feedback"];

    /// <summary>The two directions.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["asc", "desc"];

    /// <summary>The clause for one of the keys and directions above. No two rows are equal under it, so pages neither share nor miss rows.</summary>
    public static string Clause(string key, string direction)
    {
        string[] columns = key switch
        {
            Default => [Default, "id"],
            "cost" => ["cost_number", Default, "id"],
            _ => [key, Default, "id"],
        };
        return " ORDER BY " + string.Join(", ", columns.Select(column => $"{column} {direction}"));
    }
}

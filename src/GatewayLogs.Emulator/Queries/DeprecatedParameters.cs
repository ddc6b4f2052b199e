namespace GatewayLogs.Emulator.Queries;

/// <summary>The scalar list parameters that <c>filters</c> replaced. Their bounds are inclusive.</summary>
internal static class DeprecatedParameters
{
    private static readonly string[] s_texts = ["provider", "model", "model_type", "request_content_type", "response_content_type"];
    private static readonly string[] s_booleans = ["success", "cached"];

    // total_tokens is the older name of the filter key tokens.
    private static readonly (string Suffix, string Key)[] s_ranges =
        [("cost", "cost"), ("tokens_in", "tokens_in"), ("tokens_out", "tokens_out"), ("total_tokens", "tokens"), ("duration", "duration")];

    /// <summary>Adds the conditions of the parameters to <paramref name="conditions"/>.</summary>
    public static void Read(QueryReader query, Conditions conditions)
    {
        foreach (var name in s_texts)
        {
            AddEquality(name, query.Text(name), conditions);
        }

        foreach (var name in s_booleans)
        {
            AddEquality(name, query.Boolean(name) switch { null => null, true => "true", false => "false" }, conditions);
        }

        AddEquality("feedback", query.Choice("feedback", ["-1", "0", "1"]), conditions);
        AddBound("created_at", ">=", query.Time("start_date"), conditions);
        AddBound("created_at", "<=", query.Time("end_date"), conditions);
        foreach ((var suffix, var key) in s_ranges)
        {
            AddBound(FilterKey.All[key].Column, ">=", query.Number("min_" + suffix), conditions);
            AddBound(FilterKey.All[key].Column, "<=", query.Number("max_" + suffix), conditions);
        }
    }

    private static void AddEquality(string key, string? value, Conditions conditions)
    {
        if (value is not null)
        {
            conditions.Add(FilterOperator.All["eq"](FilterKey.All[key], [value], conditions));
        }
    }

    private static void AddBound(string column, string comparison, double? bound, Conditions conditions)
    {
        if (bound is double given)
        {
            conditions.Add($"{column} {comparison} {conditions.Bind(given)}");
        }
    }
}

namespace GatewayLogs.Emulator.Queries;

/// <summary>One filter of a query; a null value is JSON's null.</summary>
internal sealed record Filter(FilterKey Key, FilterOperator.Translation Operator, IReadOnlyList<string?> Values)
{
    /// <summary>Adds what the filter requires of a row.</summary>
    public void AddTo(Conditions conditions) => FilterOperator.AddTo(conditions, Key, Operator, Values);
}

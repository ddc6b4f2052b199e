namespace GatewayLogs.Emulator.Queries;

/// <summary>A filter of a query; a null value represents JSON null.</summary>
internal sealed record Filter(FilterKey Key, FilterOperator.Translation Operator, IReadOnlyList<string?> Values)
{
    /// <summary>Adds the condition of the filter.</summary>
    public void AddTo(Conditions conditions) => conditions.Add(Operator(Key, Values, conditions));
}

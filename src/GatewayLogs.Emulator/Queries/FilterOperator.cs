namespace GatewayLogs.Emulator.Queries;

/// <summary>The filter operators, translated to SQL. Several values are alternatives.</summary>
internal static class FilterOperator
{
    /// <summary>Creates a term on <c>logs</c> from a key and the values it is compared with; a null value represents JSON null.</summary>
    internal delegate string Translation(FilterKey key, IReadOnlyList<string?> values, Conditions conditions);

    /// <summary>Gets all operators, in the order in which the service's error message lists them.</summary>
    public static IReadOnlyDictionary<string, Translation> All { get; } = new Dictionary<string, Translation>(StringComparer.Ordinal)
    {
        ["eq"] = EqualTo,

        // Exactly the rows that eq excludes, including those without a value.
        ["neq"] = (key, values, conditions) => $"({EqualTo(key, values, conditions)}) IS NOT TRUE",
        ["contains"] = (key, values, conditions) => Contains(key, values, conditions, normalize: ""),
        ["lt"] = (key, values, conditions) => Compared(key, "<", values, conditions),
        ["gt"] = (key, values, conditions) => Compared(key, ">", values, conditions),
    };

    /// <summary>Returns all operators, as changed by quirks.</summary>
    public static IReadOnlyDictionary<string, Translation> With(EmulatorQuirks quirks)
    {
        var operators = new Dictionary<string, Translation>(All, StringComparer.Ordinal);
        if (quirks.InclusiveBounds)
        {
            operators["lt"] = (key, values, conditions) => Compared(key, "<=", values, conditions);
            operators["gt"] = (key, values, conditions) => Compared(key, ">=", values, conditions);
        }

        if (quirks.ContainsIgnoresCase)
        {
            operators["contains"] = (key, values, conditions) => Contains(key, values, conditions, "lower");
        }

        if (quirks.NotEqualSkipsNull)
        {
            operators["neq"] = (key, values, conditions) => $"NOT ({EqualTo(key, values, conditions)})";
        }

        return operators;
    }

    private static string EqualTo(FilterKey key, IReadOnlyList<string?> values, Conditions conditions)
    {
        List<string> alternatives = [];
        string[] operands = [.. Operands(key, values, conditions)];
        if (operands.Length > 0)
        {
            alternatives.Add($"{key.Column} IN ({string.Join(", ", operands)})");
        }

        if (values.Contains(null))
        {
            alternatives.Add($"{key.Column} IS NULL");
        }

        return key.OverLogs(Conditions.AnyOf([.. alternatives]));
    }

    // instr instead of LIKE: case-sensitive and without wildcards, so that every match contains the text under any interpretation of
    // "contains".
    private static string Contains(FilterKey key, IReadOnlyList<string?> values, Conditions conditions, string normalize) =>
        key.OverLogs(Conditions.AnyOf(
            [.. values.OfType<string>().Select(value => $"instr({normalize}({key.WireText}), {normalize}({conditions.Bind(value)})) > 0")]));

    private static string Compared(FilterKey key, string comparison, IReadOnlyList<string?> values, Conditions conditions) =>
        key.OverLogs(Conditions.AnyOf(
            [.. Operands(key, values, conditions).Select(operand => $"{key.Column} {comparison} {operand}")]));

    private static IEnumerable<string> Operands(FilterKey key, IReadOnlyList<string?> values, Conditions conditions) =>
        values.OfType<string>().Select(value => key.Operand(value, conditions)).OfType<string>();
}

namespace GatewayLogs.Emulator.Queries;

/// <summary>The operators of a filter, each as what it becomes in SQL. Several values are alternatives.</summary>
internal static class FilterOperator
{
    /// <summary>Makes a term over <c>logs</c> of a key and the values it is compared with; a null value is JSON's null.</summary>
    internal delegate string Translation(FilterKey key, IReadOnlyList<string?> values, Conditions conditions);

    /// <summary>Every operator, in the order the service names them in.</summary>
    public static IReadOnlyDictionary<string, Translation> All { get; } = new Dictionary<string, Translation>(StringComparer.Ordinal)
    {
        ["eq"] = EqualTo,

        // Exactly the rows that eq leaves out, those without a value among them.
        ["neq"] = (key, values, conditions) => $"({EqualTo(key, values, conditions)}) IS NOT TRUE",
        ["contains"] = Contains,
        ["lt"] = (key, values, conditions) => Compared(key, "<", values, conditions),
        ["gt"] = (key, values, conditions) => Compared(key, ">", values, conditions),
    };

    /// <summary>Every operator, with <c>lt</c> and <c>gt</c> that include their bound.</summary>
    public static IReadOnlyDictionary<string, Translation> Inclusive { get; } = new Dictionary<string, Translation>(All, StringComparer.Ordinal)
    {
        ["lt"] = (key, values, conditions) => Compared(key, "<=", values, conditions),
        ["gt"] = (key, values, conditions) => Compared(key, ">=", values, conditions),
    };

    /// <summary>Adds what a filter says: one limit of the time as such, so that it is known where it begins and ends.</summary>
    public static void AddTo(Conditions conditions, FilterKey key, Translation operation, IReadOnlyList<string?> values)
    {
        string? comparison = operation == All["lt"] ? "<" : operation == All["gt"] ? ">" : null;
        if (key.Type == FilterType.Instant && comparison is not null && values is [string text] && Instant.TryParse(text, out double instant))
        {
            conditions.AddLimit(comparison, instant);
        }
        else
        {
            conditions.Add(operation(key, values, conditions));
        }
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

    // instr, not LIKE: no wildcards and case-sensitive, so that what is found contains the text under any reading of "contains".
    private static string Contains(FilterKey key, IReadOnlyList<string?> values, Conditions conditions) =>
        key.OverLogs(Conditions.AnyOf(
            [.. values.OfType<string>().Select(value => $"instr({key.WireText}, {conditions.Bind(value)}) > 0")]));

    private static string Compared(FilterKey key, string comparison, IReadOnlyList<string?> values, Conditions conditions) =>
        key.OverLogs(Conditions.AnyOf(
            [.. Operands(key, values, conditions).Select(operand => $"{key.Column} {comparison} {operand}")]));

    private static IEnumerable<string> Operands(FilterKey key, IReadOnlyList<string?> values, Conditions conditions) =>
        values.OfType<string>().Select(value => key.Operand(value, conditions)).OfType<string>();
}

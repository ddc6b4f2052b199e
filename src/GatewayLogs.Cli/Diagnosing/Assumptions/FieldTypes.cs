using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class FieldTypes() : Assumption("field-types", "Each field has the type of the document, or is null.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        string[] wrong =
        [
            .. from row in await evidence.GetRowsAsync()
               from column in LogColumn.RowFields
               where row.Json.Find(column.Name) is { } value && !IsAllowed(column, value)
               select $"{column.Name} ({row.Json.GetProperty(column.Name).ValueKind})",
        ];
        return Outcome.If(wrong.Length == 0, $"Other types: {string.Join(", ", wrong.Distinct())}.");
    }

    private static bool IsAllowed(LogColumn column, JsonElement value) => value.ValueKind == JsonValueKind.Null || column.Kind switch
    {
        FieldKind.Text or FieldKind.Instant => value.ValueKind == JsonValueKind.String,
        FieldKind.Integer => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        FieldKind.Number or FieldKind.Money => value.ValueKind == JsonValueKind.Number,
        FieldKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ when column.Name is "timings" or "location" or "usage_metadata" => value.ValueKind == JsonValueKind.Object,

        // The document declares no type, or another assumption is about it.
        _ => true,
    };
}

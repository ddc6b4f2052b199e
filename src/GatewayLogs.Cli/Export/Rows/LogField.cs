using static GatewayLogs.Cli.Export.Rows.FieldKind;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>A field of a row by its name on the wire. The list is the order of columns in all formats, and no reflection finds it.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">Reads it: text for <see cref="Text"/> and <see cref="FieldKind.Json"/>, an object of the field's own type for the others.</param>
internal sealed record LogField(string Name, FieldKind Kind, Func<GatewayLog, object?> Value)
{
    public static IReadOnlyList<LogField> All { get; } =
    [
        new("id", Text, log => log.Id),
        new("created_at", Instant, log => log.CreatedAt),
        new("updated_at", Instant, log => log.UpdatedAt),
        new("provider", Text, log => log.Provider),
        new("model", Text, log => log.Model),
        new("model_type", Text, log => log.ModelType),
        new("path", Text, log => log.Path),
        new("duration", Integer, log => log.Duration),
        new("success", FieldKind.Boolean, log => log.Success),
        new("cached", FieldKind.Boolean, log => log.Cached),
        new("tokens_in", Integer, log => log.TokensIn),
        new("tokens_out", Integer, log => log.TokensOut),
        new("cost", Money, log => log.Cost),
        new("custom_cost", FieldKind.Boolean, log => log.CustomCost),
        new("metadata", Metadata, log => log.Metadata),
        new("status_code", Integer, log => (long?)log.StatusCode),
        new("step", Integer, log => (long?)log.Step),
        new("request_type", Text, log => log.RequestType),
        new("request_content_type", Text, log => log.RequestContentType),
        new("response_content_type", Text, log => log.ResponseContentType),
        new("event_id", Text, log => log.EventId),
        new("timings", FieldKind.Json, log => log.Timings is { } timings ? JsonText.Of(timings) : null),
        new("location", FieldKind.Json, log => log.Location is { } location ? JsonText.Of(location) : null),
        new("feedback", Number, log => log.Feedback),
        new("score", Number, log => log.Score),
        new("request", Text, log => log.Request),
        new("response", Text, log => log.Response),
        new("prompts", FieldKind.Json, log => JsonText.Of(log.Prompts)),
        new("guardrails", FieldKind.Json, log => JsonText.Of(log.Guardrails)),
        new("byok", FieldKind.Json, log => JsonText.Of(log.Byok)),
        new("authentication", FieldKind.Boolean, log => log.Authentication),
        new("wholesale", FieldKind.Boolean, log => log.Wholesale),
        new("user_agent", Text, log => log.UserAgent),
        new("usage_metadata", FieldKind.Json, log => JsonText.Of(log.UsageMetadata)),
        new("dlp_action", Text, log => log.DlpAction),
        new("dlp_profiles", FieldKind.Json, log => JsonText.Of(log.DlpProfiles)),
    ];
}

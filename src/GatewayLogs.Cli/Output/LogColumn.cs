using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using static GatewayLogs.Cli.Output.FieldKind;

namespace GatewayLogs.Cli.Output;

/// <summary>A field of a log by its name on the wire, or one entry of its metadata: what all forms of output are made of.</summary>
/// <param name="Name">The name on the wire.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Value">Reads it, as an object of the field's own type; an integer is a long.</param>
internal sealed record LogColumn(string Name, FieldKind Kind, Func<GatewayLog, object?> Value)
{
    private const string MetadataPrefix = "metadata.";

    /// <summary>The fields that a row of a list has, in the document's order.</summary>
    public static IReadOnlyList<LogColumn> OfRow { get; } =
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
        new("timings", FieldKind.Json, log => log.Timings),
        new("location", FieldKind.Json, log => log.Location),
        new("feedback", Number, log => log.Feedback),
        new("score", Number, log => log.Score),
        new("request", Text, log => log.Request),
        new("response", Text, log => log.Response),
        new("prompts", FieldKind.Json, log => log.Prompts),
        new("guardrails", FieldKind.Json, log => log.Guardrails),
        new("byok", FieldKind.Json, log => log.Byok),
        new("authentication", FieldKind.Boolean, log => log.Authentication),
        new("wholesale", FieldKind.Boolean, log => log.Wholesale),
        new("user_agent", Text, log => log.UserAgent),
        new("usage_metadata", FieldKind.Json, log => log.UsageMetadata),
        new("dlp_action", Text, log => log.DlpAction),
        new("dlp_profiles", FieldKind.Json, log => log.DlpProfiles),
    ];

    /// <summary>All fields that the document lists; those that only a detail has are null in a row of a list.</summary>
    public static IReadOnlyList<LogColumn> All { get; } =
    [
        .. OfRow,
        new("request_head", Text, log => (log as GatewayLogDetail)?.RequestHead),
        new("request_head_complete", FieldKind.Boolean, log => (log as GatewayLogDetail)?.RequestHeadComplete),
        new("request_size", Integer, log => (log as GatewayLogDetail)?.RequestSize),
        new("response_head", Text, log => (log as GatewayLogDetail)?.ResponseHead),
        new("response_head_complete", FieldKind.Boolean, log => (log as GatewayLogDetail)?.ResponseHeadComplete),
        new("response_size", Integer, log => (log as GatewayLogDetail)?.ResponseSize),
    ];

    /// <summary>The name as it stands in JSON, made once.</summary>
    public JsonEncodedText JsonName { get; } = JsonEncodedText.Encode(Name, LogJson.Options.Encoder);

    /// <summary>Finds the columns that a person names, separated by commas.</summary>
    /// <exception cref="FormatException">A name is missing or unknown; the message lists those there are.</exception>
    public static IReadOnlyList<LogColumn> Parse(string option, string names) => [.. names.Split(',').Select(name => Find(option, name.Trim()))];

    /// <summary>The listed field with this name.</summary>
    public static LogColumn Of(string name) => All.First(column => column.Name == name);

    private static LogColumn Find(string option, string name) =>
        All.FirstOrDefault(column => column.Name == name)
        ?? (name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && name.Length > MetadataPrefix.Length && IsUnicode(name)
            ? OfEntry(name)
            : throw new FormatException($"{option}: there is no field '{name}'. Name some of {string.Join(", ", All.Select(column => column.Name))}, or metadata.NAME, with commas between."));

    /// <summary>Half of a surrogate pair cannot be written as UTF-8.</summary>
    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static LogColumn OfEntry(string name)
    {
        var entry = name[MetadataPrefix.Length..];
        return new LogColumn(name, FieldKind.Json, log => log.Metadata is { } metadata && metadata.TryGetValue(entry, out var value) && value is { Type: not JTokenType.Null } ? value : null);
    }
}

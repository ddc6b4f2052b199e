using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Output;

/// <summary>A field of a log by its name on the wire, or one entry of its metadata: what all forms of output are made of.</summary>
internal sealed record LogColumn(string Name, Func<GatewayLog, object?> Value)
{
    private const string MetadataPrefix = "metadata.";

    /// <summary>The fields that the document lists, in its order; those of a detail are null in a row of a list.</summary>
    public static IReadOnlyList<LogColumn> All { get; } =
    [
        new("id", log => log.Id),
        new("created_at", log => log.CreatedAt),
        new("updated_at", log => log.UpdatedAt),
        new("provider", log => log.Provider),
        new("model", log => log.Model),
        new("model_type", log => log.ModelType),
        new("path", log => log.Path),
        new("duration", log => log.Duration),
        new("success", log => log.Success),
        new("cached", log => log.Cached),
        new("tokens_in", log => log.TokensIn),
        new("tokens_out", log => log.TokensOut),
        new("cost", log => log.Cost),
        new("custom_cost", log => log.CustomCost),
        new("metadata", log => log.Metadata),
        new("status_code", log => (long?)log.StatusCode),
        new("step", log => (long?)log.Step),
        new("request_type", log => log.RequestType),
        new("request_content_type", log => log.RequestContentType),
        new("response_content_type", log => log.ResponseContentType),
        new("event_id", log => log.EventId),
        new("timings", log => log.Timings),
        new("location", log => log.Location),
        new("feedback", log => log.Feedback),
        new("score", log => log.Score),
        new("request", log => log.Request),
        new("response", log => log.Response),
        new("prompts", log => log.Prompts),
        new("guardrails", log => log.Guardrails),
        new("byok", log => log.Byok),
        new("authentication", log => log.Authentication),
        new("wholesale", log => log.Wholesale),
        new("user_agent", log => log.UserAgent),
        new("usage_metadata", log => log.UsageMetadata),
        new("dlp_action", log => log.DlpAction),
        new("dlp_profiles", log => log.DlpProfiles),
        new("request_head", log => (log as GatewayLogDetail)?.RequestHead),
        new("request_head_complete", log => (log as GatewayLogDetail)?.RequestHeadComplete),
        new("request_size", log => (log as GatewayLogDetail)?.RequestSize),
        new("response_head", log => (log as GatewayLogDetail)?.ResponseHead),
        new("response_head_complete", log => (log as GatewayLogDetail)?.ResponseHeadComplete),
        new("response_size", log => (log as GatewayLogDetail)?.ResponseSize),
    ];

    /// <summary>Finds the columns that a person names, separated by commas.</summary>
    /// <exception cref="FormatException">A name is missing or unknown; the message lists those there are.</exception>
    public static IReadOnlyList<LogColumn> Parse(string option, string names) => [.. names.Split(',').Select(name => Find(option, name.Trim()))];

    /// <summary>The listed field with this name.</summary>
    public static LogColumn Of(string name) => All.First(column => column.Name == name);

    private static LogColumn Find(string option, string name) =>
        All.FirstOrDefault(column => column.Name == name)
        ?? (name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && name.Length > MetadataPrefix.Length
            ? OfEntry(name)
            : throw new FormatException($"{option}: there is no field '{name}'. Name some of {string.Join(", ", All.Select(column => column.Name))}, or metadata.NAME, with commas between."));

    private static LogColumn OfEntry(string name)
    {
        var entry = name[MetadataPrefix.Length..];
        return new LogColumn(name, log => log.Metadata is { } metadata && metadata.TryGetValue(entry, out var value) && value is { Type: not JTokenType.Null } ? value : null);
    }
}

using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Failures;
using GatewayLogs.Cli.Stats;
using Newtonsoft.Json.Linq;
using static GatewayLogs.Cli.Output.FieldKind;

namespace GatewayLogs.Cli.Output;

/// <summary>A field of a log, or one entry of its metadata. All output formats are built from these columns.</summary>
/// <param name="Name">The name in the API.</param>
/// <param name="Kind">The type of the values.</param>
/// <param name="Value">Returns the value of a log, in the type of the property; integers are returned as long.</param>
internal sealed record LogColumn(string Name, FieldKind Kind, Func<GatewayLog, object?> Value)
{
    /// <summary>Describes the fields that are part of others, for help texts and errors.</summary>
    private const string Members = "metadata.NAME, or a member of an object such as usage_metadata.total_tokens";

    /// <summary>Gets the fields of a listed log, in the order of the OpenAPI document.</summary>
    public static IReadOnlyList<LogColumn> RowFields { get; } =
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

    /// <summary>Gets all fields of the OpenAPI document. Fields that only a single log has are null for a listed log.</summary>
    public static IReadOnlyList<LogColumn> All { get; } =
    [
        .. RowFields,
        new("request_head", Text, log => (log as GatewayLogDetail)?.RequestHead),
        new("request_head_complete", FieldKind.Boolean, log => (log as GatewayLogDetail)?.RequestHeadComplete),
        new("request_size", Integer, log => (log as GatewayLogDetail)?.RequestSize),
        new("response_head", Text, log => (log as GatewayLogDetail)?.ResponseHead),
        new("response_head_complete", FieldKind.Boolean, log => (log as GatewayLogDetail)?.ResponseHeadComplete),
        new("response_size", Integer, log => (log as GatewayLogDetail)?.ResponseSize),
    ];

    /// <summary>
    /// Gets the normalized error message of a failed call, or in parentheses why there is none. It requires the detail of the log, which
    /// <see cref="LogDetails"/> fetches.
    /// </summary>
    public static LogColumn Error { get; } = new("error", Text, log => log.Success == false ? FailureMessage.Read(log).ToString() : null);

    /// <summary>Gets the names of all fields, for help texts.</summary>
    public static string Names { get; } =
        $"{string.Join(", ", RowFields.Select(column => column.Name))}, error, {Members}; of a single log also "
        + string.Join(", ", All.Skip(RowFields.Count).Select(column => column.Name));

    /// <summary>Gets whether only a single log has the field, not a listed one.</summary>
    public bool IsDetail => All.Skip(RowFields.Count).Contains(this);

    /// <summary>Gets the name for a table, that of a metadata entry without its prefix.</summary>
    public string Heading => GroupKey.WithoutPrefix(Name);

    /// <summary>Gets the name, encoded for JSON.</summary>
    public JsonEncodedText JsonName { get; } = JsonEncodedText.Encode(Name, LogJson.Options.Encoder);

    /// <summary>Gets whether this is one entry of the metadata, or a member of another object.</summary>
    public bool IsMember => Name.Contains('.', StringComparison.Ordinal);

    /// <summary>Returns what the service sent for this field: the value, or what the client kept because it does not fit the property.</summary>
    public object? GetSent(GatewayLog log) => log.AdditionalProperties.TryGetValue(Name, out var kept) ? kept : Value(log);

    /// <summary>Returns the columns of a comma-separated list of names.</summary>
    /// <exception cref="FormatException">A name is empty or unknown; the message lists the supported names.</exception>
    public static IReadOnlyList<LogColumn> Parse(string option, string names) => [.. names.Split(',').Select(name => Find(option, name.Trim()))];

    /// <summary>Returns the field with this name.</summary>
    public static LogColumn Get(string name) => All.First(column => column.Name == name);

    private static LogColumn Find(string option, string name) =>
        All.Append(Error).FirstOrDefault(column => column.Name == name)
        ?? (IsUnicode(name) ? CreateForMember(name) : null)
        ?? throw new FormatException($"{option}: there is no field '{name}'.{GroupKey.Suggest(name, All.Select(column => column.Name))} "
            + $"Expected a comma-separated list of {string.Join(", ", All.Append(Error).Select(column => column.Name))}, {Members}.");

    /// <summary>Returns whether a text can be encoded as UTF-8, which an unpaired surrogate cannot.</summary>
    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    /// <summary>Returns the column of a metadata entry, or of a member of an object; null if the name is no such member.</summary>
    private static LogColumn? CreateForMember(string name)
    {
        if (name.Split('.', 2) is not [var field, { Length: > 0 } member]
            || All.FirstOrDefault(column => column.Name == field && column.Kind is Metadata or FieldKind.Json) is not { } parent)
        {
            return null;
        }

        // The names of metadata entries can contain dots.
        var path = parent.Kind == Metadata ? (string[])[member] : member.Split('.');
        return new LogColumn(
            name,
            FieldKind.Json,
            log => path.Aggregate(parent.GetSent(log), GetMember) is var value and not JValue { Value: null } ? value : null);
    }

    private static object? GetMember(object? value, string name) => value switch
    {
        GatewayLogMetadata metadata => metadata.GetValueOrDefault(name),
        JObject entries => entries[name],
        GatewayLogTimings { Total: { } total } when name == "total" => total,
        GatewayLogTimings { Latency: { } latency } when name == "latency" => latency,
        GatewayLogTimings timings => GetMember(timings.AdditionalProperties, name),
        GatewayLogLocation { Region: { } region } when name == "region" => region,
        GatewayLogLocation { Colo: { } colo } when name == "colo" => colo,
        GatewayLogLocation location => GetMember(location.AdditionalProperties, name),
        IDictionary<string, object> fields => fields.TryGetValue(name, out var member) ? member : null,
        _ => null,
    };
}

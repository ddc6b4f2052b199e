using System.Text.Json;

namespace GatewayLogs.Benchmarks.Raw;

/// <summary>
/// A row as an application would declare it for System.Text.Json: the documented fields, with JsonElement for those without a fixed type.
/// </summary>
/// <remarks>
/// updated_at has no time zone, so System.Text.Json cannot read it as a DateTimeOffset and it stays text. Unknown fields are dropped.
/// </remarks>
public sealed class LogRow
{
    public string Id { get; set; } = "";

    public DateTimeOffset? CreatedAt { get; set; }

    public string? UpdatedAt { get; set; }

    public string? Provider { get; set; }

    public string? Model { get; set; }

    public string? ModelType { get; set; }

    public string? Path { get; set; }

    public long? Duration { get; set; }

    public bool? Success { get; set; }

    public bool? Cached { get; set; }

    public long? TokensIn { get; set; }

    public long? TokensOut { get; set; }

    public decimal? Cost { get; set; }

    public bool? CustomCost { get; set; }

    public JsonElement? Metadata { get; set; }

    public int? StatusCode { get; set; }

    public int? Step { get; set; }

    public string? RequestType { get; set; }

    public string? RequestContentType { get; set; }

    public string? ResponseContentType { get; set; }

    public string? EventId { get; set; }

    public LogTimings? Timings { get; set; }

    public LogLocation? Location { get; set; }

    public decimal? Feedback { get; set; }

    public decimal? Score { get; set; }

    public string? Request { get; set; }

    public string? Response { get; set; }

    public JsonElement? Prompts { get; set; }

    public JsonElement? Guardrails { get; set; }

    public JsonElement? Byok { get; set; }

    public bool? Authentication { get; set; }

    public bool? Wholesale { get; set; }

    public string? UserAgent { get; set; }

    public JsonElement? UsageMetadata { get; set; }

    public string? DlpAction { get; set; }

    public JsonElement? DlpProfiles { get; set; }
}

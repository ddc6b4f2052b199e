using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace GatewayLogs.Benchmarks.Raw;

/// <summary>The envelope of a list.</summary>
[SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "The common choice, and the fastest one for the serializer.")]
[SuppressMessage("Usage", "CA2227:Collection properties should be read only", Justification = "The reader sets it.")]
public sealed class LogPage
{
    public bool? Success { get; set; }

    public List<LogRow>? Result { get; set; }

    public LogPageInfo? ResultInfo { get; set; }

    public List<LogError>? Errors { get; set; }

    public List<LogError>? Messages { get; set; }
}

public sealed class LogPageInfo
{
    public int? Count { get; set; }

    public int? Page { get; set; }

    public int? PerPage { get; set; }

    public long? TotalCount { get; set; }
}

public sealed class LogError
{
    public int? Code { get; set; }

    public string? Message { get; set; }
}

public sealed class LogTimings
{
    public double? Total { get; set; }

    public double? Latency { get; set; }
}

public sealed class LogLocation
{
    public string? Region { get; set; }

    public string? Colo { get; set; }
}

/// <summary>The generated serialization metadata.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LogPage))]
public sealed partial class LogPageContext : JsonSerializerContext;

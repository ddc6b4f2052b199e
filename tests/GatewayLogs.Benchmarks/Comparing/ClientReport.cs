using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>The results of a client, which most clients print as a line of JSON.</summary>
[SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "Created by the serializer.")]
internal sealed record ClientReport(long Rows, decimal Cost, long Tokens, double? FirstMs, double WallMs, double CpuMs, long? Allocated)
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ClientReport Parse(string output) => JsonSerializer.Deserialize<ClientReport>(output, s_options)!;
}

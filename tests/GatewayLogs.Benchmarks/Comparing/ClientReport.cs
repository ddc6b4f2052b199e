using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>What a client read and took; most print it as one line.</summary>
[SuppressMessage("Performance", "CA1812:Avoid uninstantiated internal classes", Justification = "The serializer makes it.")]
internal sealed record ClientReport(long Rows, decimal Cost, long Tokens, double? FirstMs, double WallMs, double CpuMs, long? Allocated)
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static ClientReport Parse(string output) => JsonSerializer.Deserialize<ClientReport>(output, s_options)!;
}

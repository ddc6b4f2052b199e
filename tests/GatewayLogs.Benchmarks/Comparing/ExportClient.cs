using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Comparing;

/// <summary>A <c>gwlogs</c> that exports all logs to an NDJSON file as a client. The results are computed from the file.</summary>
internal static class ExportClient
{
    /// <param name="path">The executable, or the <c>gwlogs.dll</c> of a framework-dependent build.</param>
    public static Client Create(string path)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"gateway-logs-benchmark-{Environment.ProcessId}");
        var file = Path.Combine(folder, "logs.ndjson");
        return new Client("export", $"gwlogs export, {path}", paging => Start(path, file, paging))
        {
            Report = process =>
            {
                var report = GetReport(file, process);
                Directory.Delete(folder, recursive: true);
                return report;
            },
        };
    }

    private static ProcessStartInfo Start(string path, string file, PagingArguments paging)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string[] arguments = ["export", "--format", "ndjson", "--out", file, "--rate-limit", "none", "--quiet"];
        var start = path.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo("dotnet", [path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        start.Environment["CLOUDFLARE_API_BASE_URL"] = paging.Address.AbsoluteUri;
        start.Environment["CLOUDFLARE_ACCOUNT_ID"] = PagingArguments.AccountId;
        start.Environment["CLOUDFLARE_GATEWAY_ID"] = PagingArguments.GatewayId;
        start.Environment["CLOUDFLARE_API_TOKEN"] = PagingArguments.ApiToken;
        return start;
    }

    private static ClientReport GetReport(string file, MeasuredProcess process)
    {
        var (rows, cost, tokens) = (0L, 0m, 0L);
        foreach (var line in File.ReadLines(file))
        {
            using var row = JsonDocument.Parse(line);
            rows++;
            cost += Number(row, "cost");
            tokens += (long)(Number(row, "tokens_in") + Number(row, "tokens_out"));
        }

        return new ClientReport(rows, cost, tokens, null, process.Wall.TotalMilliseconds, process.Cpu.TotalMilliseconds, null);
    }

    // Numbers may be written in any notation; null values are omitted.
    private static decimal Number(JsonDocument row, string name) =>
        row.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : 0;
}

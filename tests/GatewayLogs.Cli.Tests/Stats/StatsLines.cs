using System.Text;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Stats;

namespace GatewayLogs.Tests;

/// <summary>The groups of a report as lines of JSON.</summary>
internal static class StatsLines
{
    public static IEnumerable<string> Get(StatsReport report) => report.Groups.Select(group =>
        Encoding.UTF8.GetString(JsonLine.Create(json => StatsJson.Write(json, report.Keys, group)).Span));
}

using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Tests;

public class StatsChartsTests
{
    [Test]
    public void A_metadata_entry_with_an_id_is_not_grouped()
    {
        var charts = new StatsCharts();
        for (var number = 0; number <= 1_000; number++)
        {
            charts.Add(new GatewayLog { Metadata = new GatewayLogMetadata { ["id"] = number, ["team"] = number % 2 == 0 ? "a" : "b" }, Cost = number % 2 });
        }

        var (name, values) = charts.Metadata.Single();
        Assert.That((name, string.Join(' ', values.Select(value => value.Values[0]))), Is.EqualTo(("team", "b a")));
    }
}

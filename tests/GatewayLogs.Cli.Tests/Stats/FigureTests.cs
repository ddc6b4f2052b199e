using GatewayLogs.Cli.Stats;

namespace GatewayLogs.Tests;

public class FigureTests
{
    [TestCase(0.0000004, ExpectedResult = "<0.000001")]
    [TestCase(0, ExpectedResult = "0.000000")]
    [TestCase(0.0123456789, ExpectedResult = "0.012346")]
    [TestCase(1, ExpectedResult = "1.0000")]
    [TestCase(99.99999, ExpectedResult = "100.0000")]
    [TestCase(1234567.891, ExpectedResult = "1,234,567.89")]
    public string The_greater_the_total_the_fewer_decimals_have_its_costs(double cost)
    {
        var total = new Tally();
        total.Add(new GatewayLog { Cost = (decimal)cost });
        return Show("cost", total, total);
    }

    [Test]
    public void Share_and_cost_per_call_are_those_of_the_group()
    {
        var (group, total) = (new Tally(), new Tally());
        foreach (var cost in new[] { 0.1m, 0.2m })
        {
            group.Add(new GatewayLog { Cost = cost });
            total.Add(new GatewayLog { Cost = cost });
        }

        total.Add(new GatewayLog { Cost = 0.6m });

        Assert.That((Show("share", group, total), Show("cost_per_call", group, total)), Is.EqualTo(("33.3%", "0.150000")));
        Assert.That(Show("share", group, new Tally()), Is.Empty);
    }

    private static string Show(string name, Tally tally, Tally total) =>
        Figure.All.Single(figure => figure.Name == name).Show(tally, total);
}

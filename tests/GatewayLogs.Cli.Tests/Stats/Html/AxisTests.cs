using GatewayLogs.Cli.Stats.Html;

namespace GatewayLogs.Tests;

public class AxisTests
{
    [TestCase(1, false, ExpectedResult = "0 0.25 0.5 0.75 1")]
    [TestCase(1, true, ExpectedResult = "0 1")]
    [TestCase(9, true, ExpectedResult = "0 5 10")]
    [TestCase(0, false, ExpectedResult = "0 0.25 0.5 0.75 1")]
    [TestCase(12_345, false, ExpectedResult = "0 5k 10k 15k")]
    public string Marks_are_round_and_those_of_counts_are_integers(double greatest, bool countsOnly) =>
        string.Join(' ', new Axis(greatest, countsOnly).Lines.Select(Axis.Short));
}

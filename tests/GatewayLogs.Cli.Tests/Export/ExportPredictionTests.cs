using GatewayLogs.Cli.Export;

namespace GatewayLogs.Tests;

public class ExportPredictionTests
{
    [TestCase(0, ExportBodies.None, 0, 0)]
    [TestCase(50, ExportBodies.None, 2, 0)]
    [TestCase(57_820, ExportBodies.None, 1_180, 5)]
    [TestCase(10_000_000, ExportBodies.None, 204_082, 860)]
    [TestCase(10_000, ExportBodies.Request | ExportBodies.Response, 10_205, 40)]
    public void It_counts_requests_and_the_windows_that_they_fill(long rows, int bodies, long requests, int minutes)
    {
        var prediction = new ExportPrediction(rows, (ExportBodies)bodies);

        Assert.That((prediction.Requests, prediction.Time), Is.EqualTo(((long?)requests, (TimeSpan?)TimeSpan.FromMinutes(minutes))));
    }

    [Test]
    public void It_says_what_a_person_wants_to_know_before_it_starts() => Assert.Multiple(() =>
    {
        Assert.That(
            new ExportPrediction(10_000_000, ExportBodies.None).ToString(),
            Is.EqualTo("About 10,000,000 logs: some 204,082 requests, about 14 h 20 min at the rate limit."));
        Assert.That(
            new ExportPrediction(100, ExportBodies.Request).ToString(),
            Is.EqualTo("About 100 logs: some 103 requests or more, as bodies are long, within one window of the rate limit."));
        Assert.That(new ExportPrediction(null, ExportBodies.None).ToString(), Does.Contain("does not say"));
    });
}

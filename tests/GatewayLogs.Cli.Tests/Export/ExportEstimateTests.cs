using GatewayLogs.Cli.Export;

namespace GatewayLogs.Tests;

public class ExportEstimateTests
{
    [TestCase(0, ExportBodies.None, 0, 0)]
    [TestCase(50, ExportBodies.None, 2, 0)]
    [TestCase(57_820, ExportBodies.None, 1_180, 5)]
    [TestCase(10_000_000, ExportBodies.None, 204_082, 860)]
    [TestCase(10_000, ExportBodies.Request | ExportBodies.Response, 10_205, 40)]
    public void It_estimates_requests_and_time(long rows, int bodies, long requests, int minutes)
    {
        var estimate = new ExportEstimate(rows, (ExportBodies)bodies);

        Assert.That((estimate.Requests, estimate.Time), Is.EqualTo(((long?)requests, (TimeSpan?)TimeSpan.FromMinutes(minutes))));
    }

    [Test]
    public void It_formats_the_estimate() => Assert.Multiple(() =>
    {
        Assert.That(
            new ExportEstimate(10_000_000, ExportBodies.None).ToString(),
            Is.EqualTo("About 10,000,000 logs and 204,082 requests, about 14 h 20 min at the rate limit."));
        Assert.That(
            new ExportEstimate(100, ExportBodies.Request).ToString(),
            Is.EqualTo("About 100 logs and 103 requests (more for long bodies), within one window of the rate limit."));
        Assert.That(new ExportEstimate(100, ExportBodies.None) { IsUpperBound = true }.ToString(), Does.StartWith("At most 100 logs and 3 requests, "));
        Assert.That(new ExportEstimate(null, ExportBodies.None).ToString(), Does.Contain("did not report"));
    });
}

using GatewayLogs.Pipeline;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests.Pipeline;

/// <summary>The estimate of the service's clock.</summary>
public class ServiceClockTests
{
    private readonly HastyTime _local = new();

    [Test]
    public void The_local_clock_is_used_until_a_response_has_a_Date_header()
    {
        var clock = new ServiceClock(_local);
        clock.Observe(null);
        Assert.Multiple(() =>
        {
            Assert.That(clock.Skew, Is.Null);
            Assert.That(clock.UtcNow, Is.EqualTo(_local.GetUtcNow()));
        });
    }

    [TestCase(-90, -90, -90)]
    [TestCase(90, 90, 0)]
    [TestCase(-5, 0, 0)]
    [TestCase(5, 0, 0)]
    public void Only_a_difference_beyond_the_latency_adjusts_the_clock(int skew, int moved, int earliest)
    {
        var clock = new ServiceClock(_local);
        clock.Observe(_local.GetUtcNow().AddSeconds(skew));
        Assert.Multiple(() =>
        {
            Assert.That(clock.Skew, Is.EqualTo(TimeSpan.FromSeconds(skew)));
            Assert.That(clock.UtcNow, Is.EqualTo(_local.GetUtcNow().AddSeconds(moved)));
            Assert.That(clock.EarliestUtcNow, Is.EqualTo(_local.GetUtcNow().AddSeconds(earliest)));
        });
    }

    [Test]
    public async Task A_client_and_its_views_share_the_adjusted_clock()
    {
        using var client = new TestClient();
        client.Service.When("*").Respond(() => Task.FromResult(DatedPage(client.Time.GetUtcNow().AddSeconds(-90))));
        var view = client.Client.WithOptions(new GatewayLogsCallOptions { MaxRetries = 1 });
        Assert.That(client.Client.ServiceClockSkew, Is.Null);

        await view.ListLogsAsync();

        Assert.Multiple(() =>
        {
            Assert.That(client.Client.ServiceClockSkew, Is.EqualTo(TimeSpan.FromSeconds(-90)).Within(TimeSpan.FromSeconds(1)));
            Assert.That(view.ServiceClockSkew, Is.EqualTo(client.Client.ServiceClockSkew));
        });
    }

    private static HttpResponseMessage DatedPage(DateTimeOffset date) => new()
    {
        Content = new StringContent("""{"success":true,"result":[]}"""),
        Headers = { Date = date },
    };
}

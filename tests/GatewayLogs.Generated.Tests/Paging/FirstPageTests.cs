namespace GatewayLogs.Tests;

/// <summary>What is read in advance, so that it is compiled when an answer comes: nobody sees it, and so nobody else would see it fail.</summary>
public class FirstPageTests
{
    [TestCase(1)]
    [TestCase(8)]
    public async Task Its_only_log_goes_through_a_whole_walk(int prefetch)
    {
        var logs = await FirstPage.ReadSampleAsync(new GatewayLogWalkOptions { Prefetch = prefetch });

        Assert.That(logs.Select(log => (log.Id, log.Model, log.Position is null)), Is.EqualTo(new[] { ("a", "a", false) }));
    }

    [Test]
    public async Task A_page_that_is_no_part_of_a_walk_is_only_read()
    {
        var logs = await FirstPage.ReadSampleAsync(walk: null);

        Assert.That(logs.Select(log => (log.Id, log.Position)), Is.EqualTo(new[] { ("a", default(GatewayLogPosition?)) }));
    }

    [Test]
    public async Task Where_the_walk_that_waits_for_it_begins_does_not_matter()
    {
        var position = GatewayLogPosition.Parse("desc~2026-08-05T08:01:32.561Z~x");

        var logs = await FirstPage.ReadSampleAsync(new GatewayLogWalkOptions { StartAfter = position });

        Assert.That(logs, Has.Count.EqualTo(1));
    }
}

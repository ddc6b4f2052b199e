namespace GatewayLogs.Tests;

public class EnumerationTests
{
    private static readonly GatewayLogCursor s_position = GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1");

    private static IEnumerable<TestCaseData> Mistakes()
    {
        static TestCaseData Case(string name, GatewayLogQuery query, GatewayLogPagingOptions? paging) =>
            new TestCaseData(query, paging).SetArgDisplayNames(name);

        yield return Case("a numbered page", new GatewayLogQuery { Page = 2 }, null);
        yield return Case(
            "a position of another direction",
            new GatewayLogQuery { OrderByDirection = GatewayLogOrderDirection.Descending },
            new GatewayLogPagingOptions { StartAfter = s_position });
        yield return Case(
            "a position of another order",
            new GatewayLogQuery { OrderBy = GatewayLogOrderBy.Model },
            new GatewayLogPagingOptions { StartAfter = s_position });
    }

    [TestCaseSource(nameof(Mistakes))]
    public void Invalid_arguments_throw_when_the_method_is_called(GatewayLogQuery query, GatewayLogPagingOptions? paging)
    {
        using var test = new TestClient();

        Assert.That(() => _ = test.Client.ListAllLogsAsync(query, paging), Throws.ArgumentException.With.Message.Contains("No request was sent"));
        Assert.That(() => _ = test.Client.ListAllPagesAsync(query, paging), Throws.ArgumentException.With.Message.Contains("No request was sent"));
        Assert.That(test.Requests, Is.Empty);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_cancellation_token_ends_an_enumeration_however_it_is_passed(bool toTheMethod)
    {
        using var test = new TestClient { Hangs = true };
        using var source = new CancellationTokenSource();
        var logs = toTheMethod ? test.Client.ListAllLogsAsync(cancellationToken: source.Token) : test.Client.ListAllLogsAsync();
        await using var enumerator = logs.GetAsyncEnumerator(toTheMethod ? default : source.Token);
        var first = enumerator.MoveNextAsync();

        await source.CancelAsync();

        Assert.That((await Failure.OfFamilyAsync<OperationCanceledException>(() => first.AsTask())).CancellationToken.IsCancellationRequested);
    }
}

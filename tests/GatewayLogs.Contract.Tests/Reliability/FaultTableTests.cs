namespace GatewayLogs.Tests.Reliability;

/// <summary>
/// Calls each of the six operations with 23 faults of the service and the network, over real sockets: callers get the expected result, and
/// no secret is disclosed.
/// </summary>
/// <remarks>If the environment variable GATEWAY_LOGS_FAULT_TABLE is set, the table is written to that file.</remarks>
[NonParallelizable]
public class FaultTableTests
{
    private const string FileVariable = "GATEWAY_LOGS_FAULT_TABLE";

    private Witness _witness;

    private FaultTable _table;

    private FaultTable _withoutRetries;

    private FaultTable _withForeignRetries;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _witness = new Witness();
        _table = await FaultTable.FillAsync(_witness);
        _withoutRetries = await FaultTable.FillAsync(_witness, options => options.MaxRetries = 0);
        _withForeignRetries = await FaultTable.FillAsync(_witness, handler: () => new ResendingHandler());
    }

    [OneTimeTearDown]
    public void Close() => _witness.Dispose();

    [Test]
    public async Task Every_fault_of_every_operation_has_the_expected_outcome()
    {
        await TestContext.Out.WriteLineAsync(_table.ToString());
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file, _table.ToString());
        }

        Assert.That(_table.Cells, Has.Count.EqualTo(138));
        Assert.That(_table.Wrong.Select(cell => $"{cell.Fault} × {cell.Operation}: {cell}"), Is.Empty);
    }

    [Test]
    public void Without_retries_every_cell_that_needs_one_fails()
    {
        var needed = from row in FaultRow.All
                     from column in OperationColumn.All
                     where column.GetExpected(row) == Outcome.Recovered
                     where !(row.Name == "200, empty" && column.Operation == "DeleteGatewayLogs") // An empty response is a success there.
                     select (row.Name, column.Operation);

        Assert.That(_withoutRetries.Wrong.Select(cell => (cell.Fault, cell.Operation)), Is.EquivalentTo(needed), _withoutRetries.ToString());
    }

    [Test]
    public void A_handler_that_retries_everything_changes_no_outcome() =>
        Assert.That(_withForeignRetries.Wrong.Select(cell => $"{cell.Fault} × {cell.Operation}: {cell}"), Is.Empty);

    [Test]
    public async Task Tokens_and_prompts_never_reach_messages_logs_spans_or_metrics()
    {
        foreach (var filter in (GatewayLogFilter[])[LogFilter.Model.EqualTo(Gateway.Prompt), LogFilter.Metadata("prompt", Gateway.Prompt)])
        {
            _witness.Record(filter);
            _witness.Record(new GatewayLogQuery { Filters = [filter], Search = Gateway.Prompt });
            _witness.Record(new GatewayLogDeleteQuery { Filters = [filter] });
        }

        _witness.Record(new GatewayLogUpdate { Metadata = new GatewayLogMetadata { ["new"] = Gateway.Prompt } });
        await TestContext.Out.WriteLineAsync(string.Join(", ", _witness.Counts.Select(count => $"{count.Key}: {count.Value}")));

        Assert.That(
            _witness.Texts.Where(text => text.Contains(Gateway.Token, StringComparison.Ordinal)
                || text.Contains(Gateway.Prompt, StringComparison.Ordinal)),
            Is.Empty);
        Assert.That(_witness.Counts.Keys, Is.SupersetOf(["exception", "log", "span", "metric", "object"]));
        Assert.That(_witness.Counts.Values.Min(), Is.GreaterThan(100), "The witness must have recorded something to find a secret.");
    }

    /// <summary>Retries every failure including deletions, like the standard resilience handler.</summary>
    private sealed class ResendingHandler : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if ((int)response.StatusCode is not (408 or >= 500))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (HttpRequestException)
            {
                // Retried below.
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}

using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Emulator;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Tests.Reliability;

/// <summary>Calls each operation once per fault, over a real socket to its own emulator, and checks the result.</summary>
/// <param name="Cells">One cell for each fault and operation, grouped by fault.</param>
internal sealed record FaultTable(IReadOnlyList<FaultCell> Cells)
{
    /// <summary>Most cells wait for timers, but too many at once would delay each other's requests.</summary>
    private const int MostAtOnce = 16;

    private static readonly TimeSpan s_attempt = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_total = TimeSpan.FromSeconds(20);

    public IEnumerable<FaultCell> Wrong => Cells.Where(cell => !cell.IsRight);

    /// <summary>Fills the table.</summary>
    /// <param name="witness">Records logs, spans, metrics and exceptions during the calls.</param>
    /// <param name="configure">Changes the options of the clients. Default: no change.</param>
    /// <param name="handler">A handler between the client and the socket. Default: none.</param>
    public static async Task<FaultTable> FillAsync(
        Witness witness, Action<GatewayLogsClientOptions>? configure = null, Func<DelegatingHandler>? handler = null)
    {
        using var free = new SemaphoreSlim(MostAtOnce);
        return new FaultTable(await Task.WhenAll(
            from row in FaultRow.All
            from column in OperationColumn.All
            select Task.Run(async () =>
            {
                await free.WaitAsync();
                try
                {
                    return await FillAsync(row, column, witness, configure, handler);
                }
                finally
                {
                    free.Release();
                }
            })));
    }

    /// <summary>The table as Markdown.</summary>
    public override string ToString()
    {
        static string Line(string first, IEnumerable<string> others) => $"| {first} | {string.Join(" | ", others)} |";
        IEnumerable<string> lines =
        [
            Line("fault on attempt 1", OperationColumn.All.Select(column => column.Operation)),
            Line("---", OperationColumn.All.Select(_ => "---")),
            .. Cells.GroupBy(cell => cell.Fault).Select(row => Line(row.Key, row.Select(cell => cell.ToString()))),
            Line($"**right, of {FaultRow.All.Count}**", Cells.GroupBy(cell => cell.Operation).Select(column => $"**{column.Count(cell => cell.IsRight)}**")),
        ];
        return string.Concat(lines.Select(line => line + '\n'));
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "The cell shows any exception that the caller gets.")]
    private static async Task<FaultCell> FillAsync(
        FaultRow row, OperationColumn column, Witness witness, Action<GatewayLogsClientOptions>? configure, Func<DelegatingHandler>? handler)
    {
        await using var emulator = await Gateway.StartAsync();
        await using var untrusted = row.Network == Network.UntrustedCertificate ? new UntrustedServer() : null;
        await using var services = Services(
            emulator,
            witness,
            options =>
            {
                options.BaseAddress = untrusted?.Address ?? options.BaseAddress;
                if (row.Hangs)
                {
                    (options.HeadersTimeout, options.BodyInactivityTimeout, options.TotalTimeout) = (s_attempt, s_attempt, s_total);
                }

                configure?.Invoke(options);
            },
            handler,
            row.Network);
        var client = services.GetRequiredService<GatewayLogsClient>();
        var expected = column.GetExpected(row);
        var rule = row.Rule is { } create ? create() with { Operation = column.Operation, Times = 1 } : null;
        if (rule is not null)
        {
            emulator.AddFaults(rule);
        }

        var watch = Stopwatch.StartNew();
        var outcome = Outcome.Wrong;
        Exception? failure = null;
        try
        {
            var result = await column.CallAsync(client);
            witness.Record(result);

            // The service may have closed the connection, which the request of the check then needs a retry for.
            var checking = client.WithOptions(new GatewayLogsCallOptions { MaxRetries = new GatewayLogsClientOptions().MaxRetries });
            outcome = await column.IsRightAsync(checking, result)
                ? expected == Outcome.AtOnce ? expected : Outcome.Recovered
                : expected == Outcome.Delivered ? expected : Outcome.Wrong;
        }
        catch (Exception exception)
        {
            failure = exception;
            witness.Record(exception);
        }

        failure = untrusted is { Requests: > 0 } ? new InvalidOperationException("A request was sent to an untrusted server.") : failure;
        return FaultCell.Evaluate(row.Name, column, expected, rule, new Observed(outcome, failure, watch.Elapsed), emulator);
    }

    private static ServiceProvider Services(
        GatewayLogsEmulator emulator, Witness witness, Action<GatewayLogsClientOptions> configure, Func<DelegatingHandler>? handler, Network network)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(witness));
        var client = services.AddGatewayLogsClient(options =>
        {
            Gateway.Configure(options, emulator);

            // Clients with the same clock, token and address share a rate limiter, and the port of an emulator can be used again by another.
            options.TimeProvider = new SystemTime();
            configure(options);
            witness.Record(options);
        });
        client.ConfigurePrimaryHttpMessageHandler(() => network.CreateHandler());
        if (handler is not null)
        {
            client.AddHttpMessageHandler(handler);
        }

        return services.BuildServiceProvider();
    }

    private sealed class SystemTime : TimeProvider;
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;

namespace GatewayLogs.Tests.Reliability;

/// <summary>A gateway with two concurrent enumerations, readers of every body, inserters, deleters, and faults in a twelfth of all responses.</summary>
internal sealed class Soak(GatewayLogsEmulator emulator, GatewayLogsClient client)
{
    private const double FaultRate = 0.08;

    /// <summary>Each of these faults costs a timeout, which must exceed the response time on a busy machine.</summary>
    private const double StallRate = 0.003;

    private const int Readers = 48;

    private const int Deleters = 2;

    private static readonly TimeSpan s_settleDelay = TimeSpan.FromSeconds(3);

    private static readonly Fault[] s_faults =
    [
        new() { Kind = FaultKind.Status, Status = 500, Execute = true },
        new() { Kind = FaultKind.Status, Status = 503 },
        new() { Kind = FaultKind.Status, Status = 429, Headers = new Dictionary<string, string> { ["retry-after-ms"] = "50" } },
        new() { Kind = FaultKind.Status, Status = 520, Body = "<html></html>", ContentType = "text/html" },
        new() { Kind = FaultKind.Delay, Delay = TimeSpan.FromMilliseconds(50) },
        new() { Kind = FaultKind.Reset },
        new() { Kind = FaultKind.Close },
        new() { Kind = FaultKind.HalfBodyThenReset },
        new() { Kind = FaultKind.HalfBodyThenClose },
        new() { Kind = FaultKind.HtmlOk },
        new() { Kind = FaultKind.WrongContentLength },
        new() { Kind = FaultKind.BrokenGzip },
        new() { Kind = FaultKind.DuplicateRows },
    ];

    private static readonly Fault[] s_stalls = [new() { Kind = FaultKind.StallBeforeHeaders }, new() { Kind = FaultKind.StallMidBody }];

    private readonly ConcurrentBag<ReadBodies> _bodies = [];

    private volatile bool _isOver;

    private int _unknown;

    private TimeSpan _slowestInsertion;

    /// <summary>A truncated body with a matching Content-Length is detectable only in JSON, not in stored bodies of any type.</summary>
    public static IReadOnlyList<FaultRule> Rules { get; } =
    [
        .. s_faults.Select((fault, i) => GetRule(fault, FaultRate / s_faults.Length, i)),
        .. s_stalls.Select((fault, i) => GetRule(fault, StallRate / s_stalls.Length, 50 + i)),
        .. from kind in (FaultKind[])[FaultKind.TruncatedJson, FaultKind.EmptyOk]
           from operation in (string[])["ListGatewayLogs", "GetGatewayLogDetail", "DeleteGatewayLogs"]
           select GetRule(new Fault { Kind = kind }, 0.005, 100 + (int)kind) with { Operation = operation },
    ];

    public PagingJournal Forward { get; } = new(GatewayLogOrderDirection.Ascending);

    public PagingJournal Backward { get; } = new(GatewayLogOrderDirection.Descending);

    public IReadOnlyCollection<ReadBodies> Bodies => _bodies;

    /// <summary>Gets the number of deletions with an unknown outcome.</summary>
    public int Unknown => _unknown;

    public async Task RunAsync()
    {
        var ids = emulator.Ledger().Select(entry => entry.Id).ToList();
        var work = Channel.CreateBounded<string>(10_000);
        var readers = Enumerable.Range(0, Readers).Select(_ => ReadAsync(work.Reader)).ToList();
        var backward = Backward.EnumerateAsync(client, s_settleDelay, _ => ValueTask.CompletedTask);
        Task[] others = [Task.Run(InsertAsync), .. Enumerable.Range(0, Deleters).Select(seed => Task.Run(() => DeleteAsync(ids, new Random(seed))))];

        await Forward.EnumerateAsync(client, s_settleDelay, log => work.Writer.WriteAsync(log.Id));
        await Forward.EnumerateAsync(client, s_settleDelay, log => work.Writer.WriteAsync(log.Id));
        await backward;
        _isOver = true;
        await Task.WhenAll(others);

        // The latest logs are past the indexing delay now.
        await Task.Delay(s_settleDelay);
        await Forward.EnumerateAsync(client, s_settleDelay, log => work.Writer.WriteAsync(log.Id));
        work.Writer.Complete();
        await Task.WhenAll(readers);
        Assert.That(_slowestInsertion, Is.LessThan(s_settleDelay), "This machine was too slow: a log was inserted later than the indexing delay allows.");
    }

    private static FaultRule GetRule(Fault fault, double probability, int seed) => new()
    {
        Kind = fault.Kind,
        Status = fault.Status,
        Execute = fault.Execute,
        Headers = fault.Headers,
        Body = fault.Body,
        ContentType = fault.ContentType,
        Delay = fault.Delay,
        Probability = probability,
        Seed = (ulong)seed,
    };

    private static async Task<ReadBody> ReadAsync(GatewayLogBody body) => new(
        body.State,
        body.State == GatewayLogBodyState.Stored ? Sha256.Of((await body.ReadAsBytesAsync()).Span) : null);

    private async Task ReadAsync(ChannelReader<string> work)
    {
        await foreach (var id in work.ReadAllAsync())
        {
            using var bodies = await client.GetLogBodiesAsync(id);
            _bodies.Add(new ReadBodies(id, await ReadAsync(bodies.Request), await ReadAsync(bodies.Response)));
        }
    }

    private async Task InsertAsync()
    {
        for (var turn = 0; !_isOver; turn++)
        {
            var watch = Stopwatch.StartNew();
            var now = DateTimeOffset.UtcNow;
            emulator.AddLogs(Enumerable.Range(0, 5).Select(i => new EmulatedLog
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"new-{turn}-{i}"),
                CreatedAt = now,
                Request = EmulatedBody.FromText($$"""{"turn":{{turn}},"text":"héron🪶"}"""),
                Response = EmulatedBody.FromText(new string('é', turn % 1_000), "text/plain"),
            }));
            _slowestInsertion = _slowestInsertion > watch.Elapsed ? _slowestInsertion : watch.Elapsed;
            await Task.Delay(25);
        }
    }

    private async Task DeleteAsync(List<string> ids, Random random)
    {
        while (!_isOver)
        {
            try
            {
                await client.DeleteLogsAsync(new GatewayLogDeleteQuery { Filters = [LogFilter.Id.EqualTo(ids[random.Next(ids.Count)])] });
            }
            catch (GatewayLogsDeleteOutcomeUnknownException)
            {
                Interlocked.Increment(ref _unknown);
            }

            await Task.Delay(10);
        }
    }
}

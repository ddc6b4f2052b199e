using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Progress;
using GatewayLogs.Cli.Updating;
using GatewayLogs.Emulator;
using GatewayLogs.Emulator.Faults;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLogs.Tests;

/// <summary>Commands that run unattended wait when the service asks for more time than the timeout of a call.</summary>
[Parallelizable(ParallelScope.All)]
public class WaitTests
{
    private static readonly GatewayLogQuery s_all = new() { Filters = [LogFilter.CreatedAt.After(DateTimeOffset.UnixEpoch)] };

    private static readonly (string Name, Func<GatewayLogsClient, string, CancellationToken, Task> RunAsync)[] s_commands =
    [
        ("export", (client, path, token) => InProcessExport.RunAsync(client, InProcessExport.Plan(path), cancellationToken: token)),
        ("tail", async (client, _, token) => await new LogFollower(client, TimeProvider.System).ReadAsync(s_all, token).Take(2).LastAsync(token)),
        ("update", async (client, _, token) =>
        {
            var page = await client.ForMany().ListLogsAsync(cancellationToken: token);
            using var lines = new StringReader(string.Join('\n', page.Logs.Select(log => $$"""{"id":"{{log.Id}}","score":1}""")));
            var update = new UpdateMany(client.ForMany(), new LogChanges(new GatewayLogUpdate(), false), AppliedLines.Open(null), TextWriter.Null);
            Assert.That(await update.RunAsync(lines, token), Is.Zero);
        }),
        ("delete", (client, _, token) => client.DeleteMatchingLogsAsync(new GatewayLogDeleteQuery { AllowDeleteAll = true }, cancellationToken: token)),
    ];

    [Test]
    public async Task Unattended_commands_wait_as_long_as_the_service_requests(
        [Values("export", "tail", "update", "delete")] string command, [Values(1, 2)] int refused)
    {
        await using var emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 60 });
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var service = new LimitingHandler(refused) { InnerHandler = GatewayLogsClient.CreateHttpMessageHandler() };
        using var http = new HttpClient(service);
        using var events = new ClientEvents((wait, _) => service.StartWaiting(wait));
        var client = new GatewayLogsClient(
            new GatewayLogsClientOptions
            {
                AccountId = emulator.AccountId,
                GatewayId = emulator.GatewayId,
                ApiToken = emulator.ApiToken,
                BaseAddress = emulator.BaseAddress,
                TimeProvider = time,
                LoggerFactory = events,
            },
            http);

        var run = s_commands.Single(known => known.Name == command).RunAsync(client, folder.GetPath("logs"), CancellationToken.None);
        while (!run.IsCompleted)
        {
            await Task.Delay(1);
            if (service.IsWaiting)
            {
                time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await run;
        Assert.That(service.Waits, Is.EqualTo(1));
        Assert.That(service.Refused, Is.EqualTo(1));
    }

    [TestCase(WaitKind.RateLimit, null, 137, "The rate limit, shared by everything that uses this token, is used up. Waiting 2 min 17 s")]
    [TestCase(WaitKind.Retry, 429, 120, "The service returned 429: too many requests for this token. Waiting 2 min 00 s")]
    [TestCase(WaitKind.Retry, 503, 59.2, "The service returned 503. Waiting 1 min 00 s")]
    [TestCase(WaitKind.Retry, null, 12, "No usable response arrived. Waiting 12 s")]
    public void The_line_states_the_reason_and_the_duration(object kind, int? status, double seconds, string expected) =>
        Assert.That(
            new Wait((WaitKind)kind, status).Report(TimeSpan.FromSeconds(seconds)),
            Is.EqualTo($"{expected}, then continuing. To stop, press Ctrl+C."));

    [Test]
    public async Task A_wait_is_reported_in_one_line_on_standard_error()
    {
        await using var emulator = await StartRefusingAsync("11");

        var run = await CliRunner.RunAsync(emulator, "list", "--limit", "1");

        Assert.That((run.ExitCode, run.Output.Count(c => c == '\n')), Is.EqualTo((0, 1)), run.Error);
        Assert.That(run.Error, Does.StartWith("gwlogs: The service returned 429: too many requests for this token. Waiting 1"));
        Assert.That(run.Error, Does.EndWith(" s, then continuing. To stop, press Ctrl+C.\n").And.Length.LessThan(140));
    }

    [Test]
    public async Task A_quiet_command_reports_no_wait([Values("list --limit 1", "export --out logs")] string command)
    {
        await using var emulator = await StartRefusingAsync("11");
        using var folder = new TemporaryFolder();

        var run = await CliRunner.RunInAsync(folder.Path, emulator, [.. command.Split(' '), "--quiet"]);

        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [Test]
    public async Task A_single_call_fails_at_once_with_advice()
    {
        await using var emulator = await StartRefusingAsync("120");

        var run = await CliRunner.RunAsync(emulator, "get", "01J00000000000000000000000");

        Assert.That(run.ExitCode, Is.EqualTo(6));
        Assert.That(run.Error, Does.Contain("too many requests. Try again after 120 s."));
    }

    private static Task<GatewayLogsEmulator> StartRefusingAsync(string retryAfter) => GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions
    {
        Logs = 3,
        Faults =
        [
            new FaultRule { Kind = FaultKind.Status, Status = 429, Times = 1, Headers = new Dictionary<string, string> { ["retry-after"] = retryAfter } },
        ],
    });

    /// <summary>Refuses one request with status 429 and a delay of 120 seconds.</summary>
    private sealed class LimitingHandler(int refused) : DelegatingHandler
    {
        private volatile bool _isWaiting;
        private int _requests;

        /// <summary>Gets whether a wait was reported, and no request has arrived since.</summary>
        public bool IsWaiting => _isWaiting;

        public int Waits { get; private set; }

        public int Refused { get; private set; }

        public void StartWaiting(Wait wait)
        {
            Waits += wait.Kind == WaitKind.Retry ? 1 : 0;
            _isWaiting = true;
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _isWaiting = false;
            if (Interlocked.Increment(ref _requests) != refused)
            {
                return await base.SendAsync(request, cancellationToken);
            }

            Refused++;
            var response = new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests) { RequestMessage = request };
            response.Headers.Add("Retry-After", "120");
            return response;
        }
    }
}

using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Faults;

public sealed class FaultRuleTests
{
    private static readonly FaultRule s_busy = new() { Kind = FaultKind.Status, Status = 503 };

    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task StopAsync() => await _gateway.DisposeAsync();

    [Test]
    public async Task Nth_matches_only_that_request_of_the_operation()
    {
        _gateway.Emulator.Faults = [s_busy with { Operation = "GetGatewayLogDetail", Nth = 2 }];

        int[] statuses = [await GetStatusAsync("/a"), await GetStatusAsync(""), await GetStatusAsync("/a"), await GetStatusAsync("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 200, 200, 503, 200 }));
    }

    [Test]
    public async Task Times_limits_the_number_of_matches()
    {
        _gateway.Emulator.Faults = [s_busy with { Times = 2 }];

        int[] statuses = [await GetStatusAsync("/a"), await GetStatusAsync(""), await GetStatusAsync("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 503, 503, 200 }));
    }

    [Test]
    public async Task Probability_matches_a_share_of_the_requests_determined_by_the_seed()
    {
        string[] runs = [await RunAsync(5), await RunAsync(5), await RunAsync(6)];

        Assert.That(runs[1], Is.EqualTo(runs[0]));
        Assert.That(runs[2], Is.Not.EqualTo(runs[0]));
        Assert.That(runs[0].Count(letter => letter == 'x'), Is.InRange(30, 90));

        async Task<string> RunAsync(ulong seed)
        {
            _gateway.Emulator.Faults = [s_busy with { Probability = 0.3, Seed = seed }];
            var statuses = "";
            for (var number = 0; number < 200; number++)
            {
                statuses += await GetStatusAsync("/a") == 503 ? 'x' : '.';
            }

            return statuses;
        }
    }

    [Test]
    public async Task The_first_matching_rule_applies()
    {
        _gateway.Emulator.AddFaults(s_busy with { Times = 1 }, s_busy with { Status = 502 });

        int[] statuses = [await GetStatusAsync("/a"), await GetStatusAsync("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 503, 502 }));
    }

    [Test]
    public async Task Requests_report_their_fault_and_whether_they_were_executed()
    {
        _gateway.Emulator.AddFaults(s_busy with { Times = 1 });
        await GetStatusAsync("/a");
        await GetStatusAsync("/a");

        Assert.That(_gateway.Emulator.Requests.Select(request => (request.Fault, request.Executed)), Is.EqualTo(new[] { ("status", false), (null, true) }));
        Assert.That(_gateway.Emulator.RequestCounts["GetGatewayLogDetail"], Is.EqualTo(new RequestCount(2, 1, 1)));
    }

    [TestCase(false, null, false)]
    [TestCase(true, 200, true)]
    public async Task The_status_of_a_fault_is_not_recorded_as_the_status_of_the_request(bool execute, int? status, bool executed)
    {
        _gateway.Emulator.AddFaults(s_busy with { Status = 204, Execute = execute });
        await GetStatusAsync("/a");
        _gateway.Emulator.Faults = [s_busy with { Execute = execute }];
        await GetStatusAsync("/a");

        Assert.That(_gateway.Emulator.Requests.Select(request => (request.Status, request.Executed)), Is.All.EqualTo((status, executed)));
    }

    [TestCase("sleep", "Unknown kind of fault")]
    [TestCase("7", "Unknown kind of fault")]
    [TestCase("{}", "required")]
    [TestCase("""{"kind":7}""", "$.kind")]
    [TestCase("""{"kind":"status","state":503}""", "state")]
    [TestCase("""{"kind":"status","status":99}""", "Status is 99")]
    [TestCase("""{"kind":"delay","delay":"-00:00:01"}""", "Delay is")]
    [TestCase("""{"kind":"delay","delay":"99.00:00:00"}""", "Delay is")]
    [TestCase("""{"kind":"duplicateRows","rows":0}""", "Rows is 0")]
    [TestCase("""{"kind":"duplicateRows","execute":false}""", "Execute is false")]
    [TestCase("""{"kind":"delay","execute":false}""", "Execute is false")]
    [TestCase("""{"kind":"reset","headers":{"a b":"c"}}""", "A header is invalid")]
    public async Task An_invalid_fault_header_is_rejected(string header, string problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Logs);
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        request.Headers.Add("x-emulator-fault", header);

        var response = await _gateway.SendAsync(request);

        Assert.That((response.Status, response.Errors), Is.EqualTo((400, "7001 header.x-emulator-fault")));
        Assert.That((string)response.Json["errors"]![0]!["message"]!, Does.Contain(problem));
    }

    [Test]
    public void Invalid_rules_throw_and_none_is_added()
    {
        FaultRule[] wrong = [s_busy, s_busy with { Operation = "Get" }, s_busy with { Nth = 0 }, s_busy with { Probability = double.NaN }];

        Assert.That(() => _gateway.Emulator.AddFaults(wrong),
            Throws.ArgumentException.With.Message.Contains("Operation is Get; expected one of").And.Message.Contains("Probability is NaN"));
        Assert.That(_gateway.Emulator.Faults, Is.Empty);
    }

    private async Task<int> GetStatusAsync(string path) => (await _gateway.GetAsync(path)).Status;
}

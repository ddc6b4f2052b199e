using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Faults;

public sealed class FaultRuleTests
{
    private static readonly FaultRule s_busy = new() { Kind = FaultKind.Status, Status = 503 };

    private Gateway _gateway;

    [SetUp]
    public async Task Start() => _gateway = await Gateway.StartAsync(null, Log("a"));

    [TearDown]
    public async Task Stop() => await _gateway.DisposeAsync();

    [Test]
    public async Task Meets_the_nth_request_of_its_operation_only()
    {
        _gateway.Emulator.Faults = [s_busy with { Operation = "GetGatewayLogDetail", Nth = 2 }];

        int[] statuses = [await Status("/a"), await Status(""), await Status("/a"), await Status("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 200, 200, 503, 200 }));
    }

    [Test]
    public async Task Meets_as_many_requests_as_it_may()
    {
        _gateway.Emulator.Faults = [s_busy with { Times = 2 }];

        int[] statuses = [await Status("/a"), await Status(""), await Status("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 503, 503, 200 }));
    }

    [Test]
    public async Task Meets_a_share_of_the_requests_and_with_the_same_seed_the_same_ones()
    {
        string[] runs = [await Run(5), await Run(5), await Run(6)];

        Assert.That(runs[1], Is.EqualTo(runs[0]));
        Assert.That(runs[2], Is.Not.EqualTo(runs[0]));
        Assert.That(runs[0].Count(letter => letter == 'x'), Is.InRange(30, 90));

        async Task<string> Run(ulong seed)
        {
            _gateway.Emulator.Faults = [s_busy with { Probability = 0.3, Seed = seed }];
            var statuses = "";
            for (var number = 0; number < 200; number++)
            {
                statuses += await Status("/a") == 503 ? 'x' : '.';
            }

            return statuses;
        }
    }

    [Test]
    public async Task The_first_rule_that_wants_a_request_has_it()
    {
        _gateway.Emulator.AddFaults(s_busy with { Times = 1 }, s_busy with { Status = 502 });

        int[] statuses = [await Status("/a"), await Status("/a")];

        Assert.That(statuses, Is.EqualTo(new[] { 503, 502 }));
    }

    [Test]
    public async Task A_faulted_request_is_reported_from_others()
    {
        _gateway.Emulator.AddFaults(s_busy with { Times = 1 });
        await Status("/a");
        await Status("/a");

        Assert.That(_gateway.Emulator.Requests.Select(request => (request.Fault, request.Executed)), Is.EqualTo(new[] { ("status", false), (null, true) }));
        Assert.That(_gateway.Emulator.RequestCounts["GetGatewayLogDetail"], Is.EqualTo(new RequestCount(2, 1, 1)));
    }

    [TestCase(false, null, false)]
    [TestCase(true, 200, true)]
    public async Task What_a_fault_responses_is_not_taken_for_the_services_response(bool execute, int? status, bool executed)
    {
        _gateway.Emulator.AddFaults(s_busy with { Status = 204, Execute = execute });
        await Status("/a");
        _gateway.Emulator.Faults = [s_busy with { Execute = execute }];
        await Status("/a");

        Assert.That(_gateway.Emulator.Requests.Select(request => (request.Status, request.Executed)), Is.All.EqualTo((status, executed)));
    }

    [TestCase("sleep", "There is no such kind")]
    [TestCase("7", "There is no such kind")]
    [TestCase("{}", "required")]
    [TestCase("""{"kind":7}""", "$.kind")]
    [TestCase("""{"kind":"status","state":503}""", "state")]
    [TestCase("""{"kind":"status","status":99}""", "Status is 99")]
    [TestCase("""{"kind":"delay","delay":"-00:00:01"}""", "Delay is")]
    [TestCase("""{"kind":"delay","delay":"99.00:00:00"}""", "Delay is")]
    [TestCase("""{"kind":"duplicateRows","rows":0}""", "Rows is 0")]
    [TestCase("""{"kind":"duplicateRows","execute":false}""", "Execute is false")]
    [TestCase("""{"kind":"delay","execute":false}""", "Execute is false")]
    [TestCase("""{"kind":"reset","headers":{"a b":"c"}}""", "A header has")]
    public async Task A_header_that_asks_for_no_fault_there_is_is_refused(string header, string problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _gateway.Logs);
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        request.Headers.Add("x-emulator-fault", header);

        Answered answer = await _gateway.SendAsync(request);

        Assert.That((answer.Status, answer.Errors), Is.EqualTo((400, "7001 header.x-emulator-fault")));
        Assert.That((string)answer.Json["errors"]![0]!["message"]!, Does.Contain(problem));
    }

    [Test]
    public void Rules_that_cannot_be_are_refused_and_none_of_them_is_kept()
    {
        FaultRule[] wrong = [s_busy, s_busy with { Operation = "Get" }, s_busy with { Nth = 0 }, s_busy with { Probability = double.NaN }];

        Assert.That(() => _gateway.Emulator.AddFaults(wrong), Throws.ArgumentException.With.Message.Contains("Operation is none of").And.Message.Contains("Probability is NaN"));
        Assert.That(_gateway.Emulator.Faults, Is.Empty);
    }

    private async Task<int> Status(string path) => (await _gateway.GetAsync(path)).Status;
}

namespace GatewayLogs;

/// <summary>Fails a test run in which a response of an emulator violates the document.</summary>
[SetUpFixture]
public class ResponseConformance
{
    private const int MaxReported = 20;

    private readonly ConformanceResults _results = new();

    [OneTimeSetUp]
    public void Start() => ResponseMonitor.Start(_results);

    [OneTimeTearDown]
    public void Evaluate() => Assert.That(
        _results.Violations,
        Is.Empty,
        () => $"{_results.Violations.Count} of {_results.Count} emulator responses violate openapi/ai-gateway-logs.yaml. The first are:\n" +
            string.Join('\n', _results.Violations.Take(MaxReported)));
}

namespace GatewayLogs;

/// <summary>Fails a test run in which a response of an emulator violates the document.</summary>
[SetUpFixture]
public class ResponseConformance
{
    private const int MaxReported = 20;

    [OneTimeSetUp]
    public void Start() => ResponseMonitor.Start(ConformanceResults.Current);

    [OneTimeTearDown]
    public void Evaluate() => Assert.That(
        ConformanceResults.Current.Violations,
        Is.Empty,
        () => $"{ConformanceResults.Current.Violations.Count} of {ConformanceResults.Current.Count} emulator responses violate "
            + "openapi/ai-gateway-logs.yaml. The first are:\n"
            + string.Join('\n', ConformanceResults.Current.Violations.Take(MaxReported)));
}

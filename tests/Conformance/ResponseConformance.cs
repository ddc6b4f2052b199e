namespace GatewayLogs;

/// <summary>Fails a run of tests in which an emulator gave an answer that the document does not allow.</summary>
[SetUpFixture]
public class ResponseConformance
{
    private const int MostShown = 20;

    [OneTimeSetUp]
    public void Watch()
    {
        ResponseMonitor.Begin(Verdicts.OfThisRun);
        StartupHook.Spread();
    }

    [OneTimeTearDown]
    public void Evaluate()
    {
        var violations = Verdicts.OfThisRun.Violations;
        var count = Verdicts.OfThisRun.Count;
        Directory.Delete(Verdicts.OfThisRun.Folder, recursive: true);

        Assert.That(
            violations.Count,
            Is.Zero,
            $"Of {count} answers of emulators, these are not what openapi/ai-gateway-logs.yaml says:\n{string.Join('\n', violations.Take(MostShown))}");
    }
}

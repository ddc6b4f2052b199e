namespace GatewayLogs.Tests;

/// <summary>
/// Compiles what calls need before the first test: a test that moves the clock takes a call that does nothing for some milliseconds for one
/// that waits.
/// </summary>
[SetUpFixture]
public class WarmUp
{
    [OneTimeSetUp]
    public async Task RetryOnceAsync()
    {
        foreach (var operation in Operations.Names)
        {
            using var test = TestClient.Retrying(TestClient.Refusal(429), TestClient.GoodAnswerTo(operation));
            await test.RunAsync(operation);
        }
    }
}

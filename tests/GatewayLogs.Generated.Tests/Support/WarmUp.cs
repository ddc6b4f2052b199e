namespace GatewayLogs.Tests;

/// <summary>
/// Compiles the code of all operations before the first test, because <see cref="VirtualTime"/> may mistake a call that is being compiled for
/// one that waits for the clock.
/// </summary>
[SetUpFixture]
public class WarmUp
{
    [OneTimeSetUp]
    public async Task RetryOnceAsync()
    {
        foreach (var operation in Operations.Names)
        {
            using var test = TestClient.Retrying(TestClient.Refusal(429), TestClient.GoodResponseTo(operation));
            await test.RunAsync(operation);
        }
    }
}

namespace GatewayLogs.Emulator.Tests.Conventions;

public sealed class PublicApiTests
{
    [Test]
    public void The_public_api_is_the_approved_one() => ApprovedApi.AssertApproved(
        typeof(GatewayLogsEmulator).Assembly, "tests/GatewayLogs.Emulator.Tests/Conventions/PublicApi.approved.txt");
}

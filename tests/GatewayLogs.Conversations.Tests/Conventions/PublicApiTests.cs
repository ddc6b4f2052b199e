using GatewayLogs.Conversations;

namespace GatewayLogs.Tests;

public class PublicApiTests
{
    [Test]
    public void The_public_api_is_the_approved_one() => ApprovedApi.AssertApproved(
        typeof(ConversationReader).Assembly, "tests/GatewayLogs.Conversations.Tests/Conventions/PublicApi.approved.txt");
}

using GatewayLogs.Conversations;

namespace GatewayLogs.Tests;

/// <summary>Each folder in Fixtures has the stored bodies of a log, in the form of one provider, and the conversation that is read.</summary>
/// <remarks>With UPDATE_GOLDEN=1, the tests write the conversations instead; review the diff then.</remarks>
public class FixtureTests
{
    [TestCaseSource(typeof(Fixture), nameof(Fixture.Names))]
    public void A_log_is_read_as_the_expected_conversation(string name)
    {
        var fixture = Fixture.Read(name);

        var conversation = ConversationReader.Read(fixture.Request, fixture.Response);

        fixture.AssertExpected(ConversationText.Write(conversation));
        Assert.That(conversation.RawRequest.ToArray(), Is.EqualTo(fixture.Request));
        Assert.That(conversation.RawResponse.ToArray(), Is.EqualTo(fixture.Response));
    }

    [Test]
    public void There_are_at_least_sixty_fixtures() => Assert.That(Fixture.Names.Count(), Is.GreaterThanOrEqualTo(60));
}

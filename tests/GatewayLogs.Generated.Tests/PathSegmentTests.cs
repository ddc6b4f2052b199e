namespace GatewayLogs.Tests;

/// <summary>Validation of IDs before a request; <see cref="RequestTests"/> covers the whole call.</summary>
public class PathSegmentTests
{
    [TestCase("", "is empty")]
    [TestCase(" ", "is blank")]
    [TestCase(".", "dots")]
    [TestCase("..", "dots")]
    [TestCase("a/b", "contains one of")]
    [TestCase("a\\b", "contains one of")]
    [TestCase("%2e%2e", "contains one of")]
    [TestCase("a\0b", "control character")]
    public void An_invalid_id_is_explained_without_quoting_it(string id, string problem)
    {
        var exception = Assert.Throws<ArgumentException>(() => PathSegment.Require(id, "id"))!;

        Assert.That(exception.Message, Does.Contain(problem).And.Contain("No request was sent"));
        Assert.That(id.Trim().Length < 2 || !exception.Message.Contains(id, StringComparison.Ordinal), Is.True);
    }

    [Test]
    public void An_unpaired_surrogate_is_not_an_id() =>
        Assert.That(() => PathSegment.Require("a\ud800b", "id"), Throws.ArgumentException.With.Message.Contains("surrogate"));

    [TestCase("...")]
    [TestCase("a.b")]
    [TestCase("a b")]
    [TestCase("🪶")]
    public void An_unusual_id_that_stays_in_its_segment_is_accepted(string id) => Assert.That(PathSegment.Require(id, "id"), Is.EqualTo(id));
}

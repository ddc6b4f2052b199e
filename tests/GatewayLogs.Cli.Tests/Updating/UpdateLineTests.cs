using GatewayLogs.Cli.Updating;

namespace GatewayLogs.Tests;

public class UpdateLineTests
{
    [TestCase("""{"id":"\ud800","feedback":1}""", "half of a surrogate pair")]
    [TestCase("""{"id":"a","\udc00":1}""", "half of a surrogate pair")]
    [TestCase("""{"id":"a","metadata":{"x":"\ud800"}}""", "half of a surrogate pair")]
    [TestCase("""{"id":"a","metadata":{"x":1e400}}""", "has x, which is no text, number of up to 28 digits")]
    [TestCase("""{"id":"a","metadata":{"x":[1]}}""", "has x, which is no text")]
    [TestCase("""{"id":"a","score":1e400}""", "score is neither a number nor null")]
    [TestCase("""{"id":"a","metadata":"x"}""", "neither an object nor null")]
    public void A_line_that_cannot_be_sent_says_what_is_wrong_with_it(string line, string problem) =>
        Assert.That(() => UpdateLine.Parse(line), Throws.TypeOf<FormatException>().With.Message.Contains(problem));

    [Test]
    public void A_number_in_metadata_keeps_its_digits() =>
        Assert.That(UpdateLine.Parse("""{"id":"a","metadata":{"x":1.50,"y":7}}""").Update.Metadata.Value!.Select(entry => $"{entry.Value}"), Is.EqualTo((string[])["1.50", "7"]));
}

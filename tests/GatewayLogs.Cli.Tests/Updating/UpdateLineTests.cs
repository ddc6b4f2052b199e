using GatewayLogs.Cli.Updating;

namespace GatewayLogs.Tests;

public class UpdateLineTests
{
    [TestCase("""{"id":"\ud800","feedback":1}""", "an unpaired surrogate")]
    [TestCase("""{"id":"a","\udc00":1}""", "an unpaired surrogate")]
    [TestCase("""{"id":"a","metadata":{"x":"\ud800"}}""", "an unpaired surrogate")]
    [TestCase("""{"id":"a","metadata":{"x":1e400}}""", "x must be a text, a number of up to 28 digits")]
    [TestCase("""{"id":"a","metadata":{"x":[1]}}""", "x must be a text")]
    [TestCase("""{"id":"a","score":1e400}""", "score must be a number or null")]
    [TestCase("""{"id":"a","metadata":"x"}""", "metadata must be an object or null")]
    public void A_malformed_line_is_refused_with_the_reason(string line, string problem) =>
        Assert.That(() => UpdateLine.Parse(line), Throws.TypeOf<FormatException>().With.Message.Contains(problem));

    [Test]
    public void A_metadata_number_keeps_its_digits() =>
        Assert.That(UpdateLine.Parse("""{"id":"a","metadata":{"x":1.50,"y":7}}""").Update.Metadata.Value!.Select(entry => $"{entry.Value}"),
            Is.EqualTo((string[])["1.50", "7"]));
}

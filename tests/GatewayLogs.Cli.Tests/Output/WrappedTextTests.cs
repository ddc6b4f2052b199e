using GatewayLogs.Cli.Output;

namespace GatewayLogs.Tests;

public class WrappedTextTests
{
    [TestCase("", "")]
    [TestCase("short", "short")]
    [TestCase("ten chars.", "ten chars.")]
    [TestCase("one two three four", "one two|three four")]
    [TestCase("exactly te n", "exactly te|n")]
    [TestCase("abcdefghijklm", "abcdefghij|klm")]
    [TestCase("a abcdefghijklm", "a|abcdefghij|klm")]
    [TestCase("    abcdefghij", "    abcdef|ghij")]
    [TestCase("    abc defghij", "    abc|defghij")]
    [TestCase("東京の明日の天気", "東京の明日|の天気")]
    [TestCase("東京 の明日の天気", "東京|の明日の天|気")]
    [TestCase("12345678 👩‍🔬 9", "12345678|👩‍🔬 9")]
    public void A_line_is_broken_at_a_space_or_else_between_characters(string line, string expected) =>
        Assert.That(string.Join('|', WrappedText.Wrap(line, 10)), Is.EqualTo(expected));

    [Test]
    public void Long_text_is_wrapped_without_loss() =>
        Assert.That(string.Concat(WrappedText.Wrap(new string('x', 1_000_000), 78)), Is.EqualTo(new string('x', 1_000_000)));
}

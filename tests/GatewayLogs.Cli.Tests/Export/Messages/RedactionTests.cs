using GatewayLogs.Cli.Export.Messages;

namespace GatewayLogs.Tests;

public class RedactionTests
{
    [TestCase("Write to ada.lovelace+x@mail.example.com, please.", "Write to [email], please.")]
    [TestCase("<jürgen@müller.de>", "<[email]>")]
    [TestCase("user@localhost and @mention", "user@localhost and @mention")]
    [TestCase("from 203.0.113.7:8080 and 10.0.0.1.", "from [ip]:8080 and [ip].")]
    [TestCase("2001:db8::ff00:42:8329 or ::1", "[ip] or [ip]")]
    [TestCase("at 12:30:45, std::string, version 1.2.3, 1.2.3.4.5, a::b", "at 12:30:45, std::string, version 1.2.3, 1.2.3.4.5, a::b")]
    [TestCase("Call +49 (0)30 1234-5678 or 030/12345678", "Call [phone] or [phone]")]
    [TestCase("(415) 555-2671, 415-555-2671, +14155552671", "[phone], [phone], [phone]")]
    [TestCase("2026-11-27, 01.12.2026, order 4417, 0.1234567891, 1234567890123, 40.7128",
        "2026-11-27, 01.12.2026, order 4417, 0.1234567891, 1234567890123, 40.7128")]
    [TestCase("sk-proj-abcdefghijklmnopqrst and ghp_0123456789abcdef", "[secret] and [secret]")]
    [TestCase("AKIAIOSFODNN7EXAMPLE", "[secret]")]
    [TestCase("Authorization: Bearer abcdefghijklmnop.qrst", "Authorization: Bearer [secret]")]
    [TestCase("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl!", "[secret]!")]
    [TestCase("password: hunter22 API_KEY=abc123xyz {\"token\": \"s3cr3t-value\"}", "password: [secret] API_KEY=[secret] {\"token\": \"[secret]\"}")]
    [TestCase("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "[secret]")]
    [TestCase("token count: 512, a secret garden, ask-me-anything-about-it", "token count: 512, a secret garden, ask-me-anything-about-it")]
    public void All_kinds_are_replaced_and_similar_text_is_kept(string text, string expected) =>
        Assert.That(Redaction.Parse("--redact", "email,phone,ip,secret").Apply(text), Is.EqualTo(expected));

    [TestCase("email", "[email] 10.0.0.1")]
    [TestCase("ip", "a@example.com [ip]")]
    [TestCase("ip, email", "[email] [ip]")]
    public void Only_the_given_kinds_are_replaced(string kinds, string expected) =>
        Assert.That(Redaction.Parse("--redact", kinds).Apply("a@example.com 10.0.0.1"), Is.EqualTo(expected));

    [Test]
    public void An_unknown_kind_is_an_error() => Assert.That(
        () => Redaction.Parse("--redact", "email,name"),
        Throws.TypeOf<FormatException>().With.Message.EqualTo(
            "--redact: there is no kind 'name'. Expected a comma-separated list of email, phone, ip, secret."));

    [TestCase('a')]
    [TestCase('1')]
    [TestCase(' ')]
    [TestCase('.')]
    [TestCase('-')]
    [TestCase(':')]
    [CancelAfter(20_000)]
    public void Long_text_is_redacted_in_linear_time(char character) =>
        Assert.That(Redaction.Parse("--redact", "email,phone,ip,secret").Apply(new string(character, 3_000_000)), Has.Length.EqualTo(3_000_000));
}

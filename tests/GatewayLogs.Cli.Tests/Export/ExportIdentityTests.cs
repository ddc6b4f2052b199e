using GatewayLogs.Cli.Export;

namespace GatewayLogs.Tests;

public class ExportIdentityTests
{
    private static Dictionary<string, string> Arguments(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    [TestCase("--since=2026-10-30", "--since=2026-10-30T00:00Z")]
    [TestCase("--since=1793318400", "--since=2026-10-30T02:00:00+02:00")]
    [TestCase("--until=24h", "--until=1d")]
    [TestCase("--checkpoint-every=1000", "--checkpoint-every=50")]
    [TestCase("--failed=", "--success=false")]
    [TestCase("--failed=false", "--success=true")]
    [TestCase("--cached=", "--cached=true")]
    [TestCase("--min-score=50", "--min-score=50.0")]
    [TestCase("--min-cost=0.1", "--min-cost=0.10")]
    [TestCase("--seed=0", "")]
    [TestCase("--status='429,5xx'", "--status=5xx,429")]
    [TestCase("--model=b,a", "--model='a,b'")]
    [TestCase("--redact=email,ip", "--redact=ip,email")]
    [TestCase("gateway=a/g", "gateway=a/g --base-url=http://localhost/")]
    [TestCase("--format=csv", "--format=csv --csv-escape=spreadsheet")]
    public void Arguments_with_the_same_meaning_are_the_same_export(string stored, string given) =>
        Assert.That(ExportIdentity.FindDifference(Arguments(stored), Arguments(given)), Is.Null);

    [TestCase("--since=2026-10-30", "--since=2026-10-31", "--since 2026-10-30", "--since 2026-10-31")]
    [TestCase("--since=1d", "--since=2d", "--since 1d", "--since 2d")]
    [TestCase("--since=1d", "", "--since 1d", "--since (none)")]
    [TestCase("--failed=", "--success=", "--failed", "--success")]
    [TestCase("--metadata=a=1,b=2", "--metadata='a=1,b=2'", "--metadata a=1,b=2", "--metadata 'a=1,b=2'")]
    [TestCase("--base-url=http://one/", "--base-url=http://two/", "--base-url http://one/", "--base-url http://two/")]
    [TestCase("--format=csv", "--format=csv --csv-escape=none", "--csv-escape spreadsheet", "--csv-escape none")]
    public void Other_arguments_are_named_as_typed(string stored, string given, string before, string now) =>
        Assert.That(ExportIdentity.FindDifference(Arguments(stored), Arguments(given)), Is.EqualTo((before, now)));
}

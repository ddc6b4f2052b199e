using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Tests.Fuzzing;

/// <summary>Any text after an option is parsed, or is a usage error.</summary>
public class ArgumentFuzzTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] s_times = ["1d12h", "90s", "2026-08-05T08:01:32.561-07:00", "2026-08-05 08:01", "1785916892561", "1785916892"];

    private static readonly string[] s_timeWords =
        ["s", "w", "T", "Z", "K", ":", "-", "+14:00", "1969", "0001", "2999", "3000", "9999", "99999999999999", "999999999w", "\n", " ", "٣", "\ud800", "∞"];

    [Test]
    public Task Conditions() => Fuzz.TextAsync(
        new(
            [
                "tokens_out gt 1000", " model  contains gpt 4", "created_at lt 2h", "created_at eq 2026-08-05T08:01:32.561Z",
                "success eq true", .. s_times.Select(time => $"created_at gt {time}"),
            ],
            [
                .. s_timeWords, "eq", "neq", "contains", "lt", "gt", "cost", "cached", "metadata.value", "created_at",
                "1e400", "-0.0", "79228162514264337593543950336",
            ]),
        text => Condition.Parse(text, s_now),
        typeof(FormatException));

    [Test]
    public Task Times() => Fuzz.TextAsync(
        new(s_times, s_timeWords),
        text => TimeArgument.NextMillisecond(TimeArgument.Parse("--since", text, s_now)),
        typeof(FormatException));

    [Test]
    public Task Durations() => Fuzz.TextAsync(
        new(s_times, s_timeWords),
        text => _ = s_now - DateTimeOffset.UnixEpoch - TimeArgument.ParseDuration("--look-back", text),
        typeof(FormatException));

    [Test]
    public Task Metadata_entries() => Fuzz.TextAsync(
        new(["team=search", "a=b=c", "a="], "=", "", "\ud800", "\0", "é"),
        text => Condition.ParseEntry(text),
        typeof(FormatException),
        typeof(ArgumentException));

    [Test]
    public Task Lists_of_fields() => Fuzz.TextAsync(
        new(["id,created_at, cost", "metadata.team,metadata.,model", "status_code"], "metadata", ".", ",", " ", "ID", "request_head", "\ud800", "\n"),
        text => LogColumn.Parse("--json", text).ToList().ForEach(column => column.Value(new GatewayLog())),
        typeof(FormatException));
}

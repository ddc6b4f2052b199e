using FsCheck;
using FsCheck.Fluent;

namespace GatewayLogs.Tests;

public class GatewayLogCursorTests
{
    private static bool IsText(string? id) => !string.IsNullOrEmpty(id) && id.All(c => !char.IsSurrogate(c));

    [Test]
    public void A_cursor_round_trips_through_its_text() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 2_000, quick: 500)),
        Prop.ForAll(
            ArbMap.Default.ArbFor<string[]>().Filter(ids => ids is { Length: > 0 } && ids.All(IsText)),
            (from part in Gen.Choose(0, int.MaxValue) from rest in Gen.Choose(0, 146_900) select -62_135_596_800_000 + (part * 146_900L) + rest).ToArbitrary(),
            ArbMap.Default.ArbFor<bool>(),
            (ids, milliseconds, isDescending) =>
            {
                var position = new GatewayLogCursor(isDescending ? GatewayLogOrderDirection.Descending : GatewayLogOrderDirection.Ascending, milliseconds, ids);
                var read = GatewayLogCursor.Parse(position.ToString());
                return (read.Direction, read.Milliseconds) == (position.Direction, milliseconds) && read.Ids.SequenceEqual(ids) && read.Equals(position);
            }));

    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase(" \t\n\n")]
    public void White_space_around_a_cursor_is_ignored(string space)
    {
        const string Text = "asc~2026-08-05T08:01:32.561Z~1,2";
        Assert.That(GatewayLogCursor.Parse(space + Text + space).ToString(), Is.EqualTo(Text));
    }

    [TestCase("desc~2026-08-05T08:01:32.561Z~1")]
    [TestCase("asc~2026-08-05T08:01:32.562Z~1")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~1,2")]
    public void Different_cursors_are_not_equal(string other) =>
        Assert.That(GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1"), Is.Not.EqualTo(GatewayLogCursor.Parse(other)));

    [Test]
    public void An_empty_text_is_not_a_cursor()
    {
        Assert.That(GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1").Equals(null), Is.False);
        Assert.That(() => GatewayLogCursor.Parse(null!), Throws.ArgumentNullException);
    }

    [TestCase("")]
    [TestCase("asc")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~")]
    [TestCase("up~2026-08-05T08:01:32.561Z~1")]
    [TestCase("asc~yesterday~1")]
    public void A_malformed_cursor_is_rejected_with_the_expected_format(string text) =>
        Assert.That(() => GatewayLogCursor.Parse(text), Throws.InstanceOf<FormatException>().With.Message.Contains("DIRECTION~TIMESTAMP~IDS"));
}

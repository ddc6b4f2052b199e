using FsCheck;
using FsCheck.Fluent;

namespace GatewayLogs.Tests;

public class GatewayLogCursorTests
{
    private static bool IsText(string? id) => !string.IsNullOrEmpty(id) && id.All(c => !char.IsSurrogate(c));

    [Test]
    public void A_position_comes_back_from_its_text() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Proof.Size(10_000, otherwise: 2_000)),
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
    public void White_space_and_line_ends_that_a_file_has_around_a_position_are_ignored(string space)
    {
        const string Text = "asc~2026-08-05T08:01:32.561Z~1,2";
        Assert.That(GatewayLogCursor.Parse(space + Text + space).ToString(), Is.EqualTo(Text));
    }

    [TestCase("desc~2026-08-05T08:01:32.561Z~1")]
    [TestCase("asc~2026-08-05T08:01:32.562Z~1")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~1,2")]
    public void Positions_at_other_places_are_not_equal(string other) =>
        Assert.That(GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1"), Is.Not.EqualTo(GatewayLogCursor.Parse(other)));

    [Test]
    public void Nothing_is_no_position()
    {
        Assert.That(GatewayLogCursor.Parse("asc~2026-08-05T08:01:32.561Z~1").Equals(null), Is.False);
        Assert.That(() => GatewayLogCursor.Parse(null!), Throws.ArgumentNullException);
    }

    [TestCase("")]
    [TestCase("asc")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~")]
    [TestCase("up~2026-08-05T08:01:32.561Z~1")]
    [TestCase("asc~yesterday~1")]
    public void What_is_no_position_is_refused_with_what_was_expected(string text) =>
        Assert.That(() => GatewayLogCursor.Parse(text), Throws.InstanceOf<FormatException>().With.Message.Contains("DIRECTION~TIMESTAMP~IDS"));
}

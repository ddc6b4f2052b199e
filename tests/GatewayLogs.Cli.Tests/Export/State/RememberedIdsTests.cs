using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

public class RememberedIdsTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static GatewayLog Log(string id, long milliseconds) => new() { Id = id, CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) };

    private string PathOf(int run) => _folder.PathOf($"ids-{run}");

    /// <summary>A run that writes some rows.</summary>
    private FileMark Run(int run, long from, params GatewayLog[] rows) => Continue(run, FileMark.Empty, from, rows);

    private FileMark Continue(int run, FileMark mark, long from, params GatewayLog[] rows)
    {
        using var ids = Open(run, mark, from);
        Array.ForEach(rows, ids.Add);
        return ids.Commit();
    }

    private RememberedIds Open(int run, FileMark mark, long from) => RememberedIds.Open(PathOf(run), mark, run > 1 ? PathOf(run - 1) : null, from);

    private bool[] Known(int run, FileMark mark, params GatewayLog[] rows)
    {
        using var ids = Open(run, mark, 0);
        return [.. rows.Select(ids.IsKnown)];
    }

    [Test]
    public void The_first_run_knows_no_row_not_even_its_own() =>
        Assert.That(Known(1, Run(1, 0, Log("a", 5)), Log("a", 5)), Is.EqualTo((bool[])[false]));

    [Test]
    public void A_run_knows_the_rows_of_the_one_before_from_a_millisecond_on()
    {
        Run(1, 10, Log("early", 9), Log("first", 10), Log("late", 11));

        Assert.That(Known(2, FileMark.Empty, Log("early", 9), Log("first", 10), Log("late", 11), Log("new", 11)), Is.EqualTo((bool[])[false, true, true, false]));
    }

    [Test]
    public void A_row_is_carried_from_run_to_run_until_it_is_too_old()
    {
        Run(1, 0, Log("old", 9), Log("first", 10));
        Run(2, 10);

        Assert.That(Known(3, FileMark.Empty, Log("old", 9), Log("first", 10)), Is.EqualTo((bool[])[false, true]));
    }

    [Test]
    public void A_run_that_goes_on_does_not_carry_rows_over_twice()
    {
        Run(1, 0, Log("a", 1));
        var mark = Run(2, 0, Log("b", 2));

        Assert.That(mark.Length, Is.EqualTo(48), "two records of 24 bytes");
        Assert.That(Continue(2, mark, 0, Log("c", 3)).Length, Is.EqualTo(72));
        Assert.That(Known(3, FileMark.Empty, Log("a", 1), Log("b", 2), Log("c", 3)), Is.EqualTo((bool[])[true, true, true]));
    }

    [Test]
    public void A_record_that_was_cut_short_is_none()
    {
        Run(1, 0, Log("a", 1), Log("b", 2));
        using (var file = File.OpenWrite(PathOf(1)))
        {
            file.SetLength(47);
        }

        Assert.That(Known(2, FileMark.Empty, Log("a", 1), Log("b", 2)), Is.EqualTo((bool[])[true, false]));
    }
}

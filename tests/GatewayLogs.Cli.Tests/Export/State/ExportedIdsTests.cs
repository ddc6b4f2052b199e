using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

public class ExportedIdsTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private static GatewayLog Log(string id, long milliseconds) => new() { Id = id, CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) };

    private StateFolder _state;

    [SetUp]
    public void OpenState() => _state = StateFolder.Open(_folder.GetPath("state"), "logs", isTaken: false);

    [TearDown]
    public void CloseState() => _state.Dispose();

    private static Checkpoint At(int run, long from) =>
        new() { CanonicalArguments = new Dictionary<string, string>(), Run = run, From = from, Until = long.MaxValue, RememberedFrom = from };

    /// <summary>Runs an export or resumes it, and writes some rows.</summary>
    private Checkpoint Run(Checkpoint checkpoint, Checkpoint? last, params GatewayLog[] rows)
    {
        using var ids = ExportedIds.Open(_state, checkpoint, last);
        Array.ForEach(rows, ids.Add);
        return checkpoint with { Ids = ids.Commit() };
    }

    private bool[] Known(Checkpoint checkpoint, Checkpoint? last, params GatewayLog[] rows)
    {
        using var ids = ExportedIds.Open(_state, checkpoint, last);
        return [.. rows.Select(ids.IsKnown)];
    }

    [Test]
    public void The_first_run_has_no_exported_ids() => Assert.That(Known(At(1, 0), null, Log("a", 5)), Is.EqualTo((bool[])[false]));

    [Test]
    public void A_run_has_the_ids_of_the_previous_run_from_a_millisecond_on()
    {
        var last = Run(At(1, 10), null, Log("early", 9), Log("first", 10), Log("late", 11));

        Assert.That(Known(At(2, 10), last, Log("early", 9), Log("first", 10), Log("late", 11), Log("new", 11)), Is.EqualTo((bool[])[false, true, true, false]));
    }

    [Test]
    public void An_id_is_carried_over_until_it_is_too_old()
    {
        var last = Run(At(2, 10), Run(At(1, 0), null, Log("old", 9), Log("first", 10)));

        Assert.That(Known(At(3, 10), last, Log("old", 9), Log("first", 10)), Is.EqualTo((bool[])[false, true]));
        Assert.That(last.Ids.Length, Is.EqualTo(24), "one record");
    }

    [Test]
    public void A_resumed_run_has_its_own_ids_and_carries_none_over_twice()
    {
        var last = Run(At(2, 0), Run(At(1, 0), null, Log("a", 1)), Log("b", 2));
        var resumed = Run(last, last, Log("c", 3));

        Assert.That((last.Ids.Length, resumed.Ids.Length), Is.EqualTo((48, 72)), "A record has 24 bytes.");
        Assert.That(Known(resumed, resumed, Log("a", 1), Log("b", 2), Log("c", 3)), Is.EqualTo((bool[])[true, true, true]));
    }

    [Test]
    public void A_run_killed_before_its_first_checkpoint_starts_again()
    {
        var last = Run(At(1, 0), null, Log("a", 1));
        Run(At(2, 0), last, Log("b", 2));

        Assert.That(Run(At(2, 0), last).Ids.Length, Is.EqualTo(24));
    }

    [TestCase(0)]
    [TestCase(24)]
    [TestCase(47)]
    [TestCase(72)]
    public void A_file_with_another_length_is_refused(int length)
    {
        var last = Run(At(1, 0), null, Log("a", 1), Log("b", 2));
        using (var file = File.OpenWrite(_state.IdsPath(1)))
        {
            file.SetLength(length);
        }

        Assert.That(
            () => Known(At(2, 0), last),
            Throws.TypeOf<IOException>().With.Message.Contains("was modified by another program")
                .And.Message.EndsWith(StateFolder.StartOver));
    }

    [TestCase(0)]
    [TestCase(47)]
    public void A_file_with_a_modified_byte_is_refused(int at)
    {
        var last = Run(At(1, 0), null, Log("a", 1), Log("b", 2));
        var bytes = File.ReadAllBytes(_state.IdsPath(1));
        bytes[at] ^= 1;
        File.WriteAllBytes(_state.IdsPath(1), bytes);

        Assert.That(() => Known(At(2, 0), last), Throws.TypeOf<IOException>());
        Assert.That(() => Known(last, last), Throws.TypeOf<IOException>());
    }
}

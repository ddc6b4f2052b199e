using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

public class StateFolderTests
{
    private static readonly Checkpoint s_checkpoint = new()
    {
        Asked = new Dictionary<string, string> { ["--format"] = "parquet" }, Run = 3, Since = 0, From = 1_785_916_000_000, Until = 1_785_916_892_561, RememberedFrom = 1_785_916_592_561,
        Position = "asc~2026-08-05T08:01:32.561Z~a,b", Rows = 12, FailedBodies = 1, Ids = new FileMark(48, 24, "abc"), File = new FileMark(7, 7, "def"), Parts = 2, WaitingRows = 1, WaitingDate = "2026-08-05",
    };

    private TemporaryFolder _folder;

    private StateFolder? _state;

    [SetUp]
    public void Open()
    {
        _folder = new TemporaryFolder();
        _state = null;
    }

    [TearDown]
    public void Close()
    {
        _state?.Dispose();
        _folder.Dispose();
    }

    private string StatePath => _folder.PathOf("logs.gwlogs");

    private string CheckpointPath => Path.Combine(StatePath, "checkpoint.json");

    private StateFolder State => _state ??= StateFolder.Open(StatePath, "logs", isTaken: false);

    [Test]
    public void At_first_there_is_no_checkpoint() => Assert.That(State.Load(), Is.Null);

    [Test]
    public void A_checkpoint_is_read_as_it_was_saved_and_the_last_one_counts()
    {
        State.Save(s_checkpoint with { Rows = 1 });
        State.Save(s_checkpoint);

        var read = State.Load()!;

        Assert.That(read with { Asked = s_checkpoint.Asked }, Is.EqualTo(s_checkpoint));
        Assert.That(read.Asked, Is.EqualTo(s_checkpoint.Asked));
        Assert.That(Directory.EnumerateFiles(StatePath).Select(Path.GetFileName), Is.EquivalentTo((string[])["lock", "checkpoint.json"]), "nothing half written stays");
    }

    [TestCase("\"run\": 3", "\"run\": 0")]
    [TestCase("\"rows\": 12", "\"rows\": -1")]
    [TestCase("\"failedBodies\": 1", "\"failedBodies\": -1")]
    [TestCase("\"parts\": 2", "\"parts\": -1")]
    [TestCase("\"waitingRows\": 1", "\"waitingRows\": -1")]
    [TestCase("\"waitingDate\": \"2026-08-05\"", "\"waitingDate\": null", Description = "rows of no date")]
    [TestCase("\"waitingDate\": \"2026-08-05\"", "\"waitingDate\": \"../..\"")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~a,b", "asc~yesterday~a,b")]
    [TestCase("\"until\": 1785916892561", "\"until\": 999999999999999")]
    [TestCase("\"from\": 1785916000000", "\"from\": -62135596800000", Description = "no instant is before it")]
    [TestCase("\"since\": 0", "\"since\": -99999999999999")]
    [TestCase("\"rememberedFrom\": 1785916592561", "\"rememberedFrom\": 999999999999999")]
    [TestCase("\"tailLength\": 24", "\"tailLength\": 49", Description = "more of the end than there is")]
    [TestCase("\"tailLength\": 7", "\"tailLength\": -1")]
    [TestCase("\"asked\"", "\"asks\"")]
    [TestCase("\"ids\"", "\"id\"")]
    [TestCase("\"file\"", "\"files\"")]
    [TestCase("{\n  \"version\"", "{\n  canary \"version\"")]
    public void A_checkpoint_that_no_export_can_have_written_is_damaged(string right, string wrong)
    {
        State.Save(s_checkpoint);
        var text = File.ReadAllText(CheckpointPath);
        File.WriteAllText(CheckpointPath, text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.That(text, Does.Contain(right));
        Assert.That(() => State.Load(), Throws.TypeOf<IOException>().With.Message.EqualTo($"{CheckpointPath} is damaged. Export to another place.").And.InnerException.Null);
    }

    [Test]
    public void A_checkpoint_without_limits_is_as_good()
    {
        var checkpoint = s_checkpoint with { Since = null, From = null, Position = null, WaitingRows = 0, WaitingDate = null, Ids = FileMark.Empty, RememberedFrom = 0 };
        State.Save(checkpoint);

        Assert.That(State.Load()! with { Asked = checkpoint.Asked }, Is.EqualTo(checkpoint));
    }

    [TestCase("\"version\": 1", "\"version\": 2")]
    [TestCase("\"version\"", "\"form\"")]
    public void A_checkpoint_of_another_version_is_left_to_it(string right, string other)
    {
        State.Save(s_checkpoint);
        File.WriteAllText(CheckpointPath, File.ReadAllText(CheckpointPath).Replace(right, other, StringComparison.Ordinal));

        Assert.That(() => State.Load(), Throws.TypeOf<IOException>().With.Message.Contains("another version"));
    }

    [Test]
    public void An_output_without_a_checkpoint_is_not_ours() =>
        Assert.That(() => StateFolder.Open(StatePath, "logs", isTaken: true), Throws.ArgumentException.With.Message.StartsWith("logs is there already"));

    [Test]
    public void An_output_with_a_checkpoint_is_ours()
    {
        State.Save(s_checkpoint);
        State.Dispose();

        using var again = StateFolder.Open(StatePath, "logs", isTaken: true);

        Assert.That(again.Load(), Is.Not.Null);
    }

    [Test]
    public void Two_do_not_have_it_at_once()
    {
        State.Save(s_checkpoint);

        Assert.That(() => StateFolder.Open(StatePath, "logs", isTaken: true), Throws.TypeOf<IOException>().With.Message.StartsWith("Another export is writing logs"));
    }

    [Test]
    public void Each_run_remembers_ids_in_a_file_of_its_own() =>
        Assert.That((State.IdsPath(7), State.PathOf("part.new")), Is.EqualTo((Path.Combine(StatePath, "ids-7"), Path.Combine(StatePath, "part.new"))));
}

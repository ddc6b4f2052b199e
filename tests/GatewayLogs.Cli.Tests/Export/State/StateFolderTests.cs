using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

public class StateFolderTests
{
    private static readonly Checkpoint s_checkpoint = new()
    {
        CanonicalArguments = new Dictionary<string, string> { ["--format"] = "parquet" },
        Run = 3, Since = 0, From = 1_785_916_000_000, Until = 1_785_916_892_561, RememberedFrom = 1_785_916_592_561,
        Position = "asc~2026-08-05T08:01:32.561Z~a,b", Rows = 12, FailedBodies = 1, Ids = new FileMark(48, "abc"),
        File = new FileMark(7, "def"), Parts = [100, 200], WaitingRows = 1, WaitingDate = "2026-08-05",
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

    private string StatePath => _folder.GetPath("logs.gwlogs");

    private string CheckpointPath => Path.Combine(StatePath, "checkpoint.json");

    private StateFolder State => _state ??= StateFolder.Open(StatePath, "logs", isTaken: false);

    [Test]
    public void A_new_folder_has_no_checkpoint() => Assert.That(State.Load(), Is.Null);

    [Test]
    public async Task The_last_saved_checkpoint_is_loaded()
    {
        await State.SaveAsync(s_checkpoint with { Rows = 1 });
        await State.SaveAsync(s_checkpoint);

        var read = State.Load()!;

        Assert.That(read with { CanonicalArguments = s_checkpoint.CanonicalArguments, Parts = s_checkpoint.Parts, Sha256 = "" }, Is.EqualTo(s_checkpoint));
        Assert.That((read.CanonicalArguments, read.Parts), Is.EqualTo((s_checkpoint.CanonicalArguments, s_checkpoint.Parts)));
        Assert.That(Directory.EnumerateFiles(StatePath).Select(Path.GetFileName), Is.EquivalentTo((string[])["lock", "checkpoint.json"]),
            "No temporary file is left.");
    }

    [TestCase("\"run\": 3", "\"run\": 2")]
    [TestCase("\"run\": 3", "\"run\":  3", Description = "same value, different bytes")]
    [TestCase("\"rows\": 12", "\"rows\": 13")]
    [TestCase("\"parts\": [", "\"parts\": [ 1,")]
    [TestCase("\"waitingDate\": \"2026-08-05\"", "\"waitingDate\": null")]
    [TestCase("asc~2026-08-05T08:01:32.561Z~a,b", "asc~2026-08-05T08:01:32.561Z~a,c")]
    [TestCase("\"canonicalArguments\"", "\"arguments\"")]
    [TestCase("\"ids\"", "\"id\"")]
    [TestCase("\"rows\": 12,", "", Description = "missing member")]
    [TestCase("\"rows\": 12,", "\"rows\": 12, \"lines\": 12,", Description = "unknown member")]
    [TestCase("\"sha256\": \"", "\"sha256\": \"0")]
    [TestCase("\"version\"", "\"form\"")]
    [TestCase("{\n  \"version\"", "{\n  canary \"version\"")]
    public async Task A_checkpoint_with_any_modified_byte_is_damaged(string right, string wrong)
    {
        await State.SaveAsync(s_checkpoint);
        var text = await File.ReadAllTextAsync(CheckpointPath);
        await File.WriteAllTextAsync(CheckpointPath, text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.That(text, Does.Contain(right));
        Assert.That(
            () => State.Load(),
            Throws.TypeOf<IOException>().With.Message.EqualTo($"{CheckpointPath} is damaged. {StateFolder.StartOver}").And.InnerException.Null);
    }

    [Test]
    public async Task A_checkpoint_without_limits_is_loaded()
    {
        var checkpoint = s_checkpoint with
        {
            Since = null, From = null, Position = null, WaitingRows = 0, WaitingDate = null,
            Ids = FileMark.Empty, File = null, RememberedFrom = 0,
        };
        await State.SaveAsync(checkpoint);

        Assert.That(State.Load()! with { CanonicalArguments = checkpoint.CanonicalArguments, Parts = checkpoint.Parts, Sha256 = "" }, Is.EqualTo(checkpoint));
    }

    [TestCase("\"version\": 3", "\"version\": 2")]
    [TestCase("\"version\": 3", "\"version\": 4")]
    public async Task A_checkpoint_of_another_version_is_refused(string right, string other)
    {
        await State.SaveAsync(s_checkpoint);
        await File.WriteAllTextAsync(CheckpointPath, (await File.ReadAllTextAsync(CheckpointPath)).Replace(right, other, StringComparison.Ordinal));

        Assert.That(() => State.Load(), Throws.TypeOf<IOException>().With.Message.Contains("another version").And.Message.EndsWith(StateFolder.StartOver));
    }

    [Test]
    public void An_existing_output_without_a_checkpoint_is_refused() =>
        Assert.That(() => StateFolder.Open(StatePath, "logs", isTaken: true), Throws.ArgumentException.With.Message.StartsWith("logs already exists"));

    [Test]
    public async Task An_existing_output_with_a_checkpoint_is_opened()
    {
        await State.SaveAsync(s_checkpoint);
        State.Dispose();

        using var again = StateFolder.Open(StatePath, "logs", isTaken: true);

        Assert.That(again.Load(), Is.Not.Null);
    }

    [Test]
    public async Task A_folder_cannot_be_opened_twice()
    {
        await State.SaveAsync(s_checkpoint);

        Assert.That(() => StateFolder.Open(StatePath, "logs", isTaken: true),
            Throws.TypeOf<IOException>().With.Message.StartsWith("Another export is writing logs"));
    }

    [Test]
    public void Each_run_has_its_own_file_of_ids() =>
        Assert.That(State.IdsPath(7), Is.EqualTo(Path.Combine(StatePath, "ids-7")));

    [Test]
    public void Unreferenced_files_are_deleted()
    {
        foreach (var name in (string[])["ids-1", "ids-2", "other"])
        {
            File.WriteAllText(State.GetPath(name), "");
        }

        State.DeleteAllBut("ids-*", State.IdsPath(2));

        Assert.That(Directory.EnumerateFiles(StatePath).Select(Path.GetFileName), Is.EquivalentTo((string[])["lock", "ids-2", "other"]));
    }
}

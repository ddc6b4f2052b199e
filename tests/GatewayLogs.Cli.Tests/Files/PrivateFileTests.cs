using System.Runtime.Versioning;
using System.Text;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Tests;

[Platform(Exclude = "Win", Reason = "Windows has no file modes and other links.")]
[UnsupportedOSPlatform("windows")]
public class PrivateFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode All = (UnixFileMode)0b111_111_111;

    private TemporaryFolder _folder;

    /// <summary>Gets a file of the current user that links point to.</summary>
    private string Victim => _folder.GetPath("victim");

    private string FilePath => _folder.GetPath("file");

    [SetUp]
    public void CreateFolder()
    {
        _folder = new TemporaryFolder();
        File.WriteAllText(Victim, "precious");
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    private static Task WriteAsync(string path, string text) =>
        PrivateFile.ReplaceAsync(path, async file => await file.WriteAsync(Encoding.UTF8.GetBytes(text)));

    /// <summary>Returns all ways to write to a path.</summary>
    private static IEnumerable<TestCaseData> Writes()
    {
        yield return new TestCaseData((Func<string, Task>)(path => PrivateFile.Create(path).DisposeAsync().AsTask())).SetArgDisplayNames("Create");
        yield return new TestCaseData((Func<string, Task>)(path => PrivateFile.Open(path).DisposeAsync().AsTask())).SetArgDisplayNames("Open");
        yield return new TestCaseData((Func<string, Task>)(path => WriteAsync(path, "new"))).SetArgDisplayNames("Replace");
    }

    [TestCaseSource(nameof(Writes))]
    public async Task A_new_file_is_accessible_by_its_owner_only(Func<string, Task> write)
    {
        await write(FilePath);

        Assert.That(File.GetUnixFileMode(FilePath), Is.EqualTo(OwnerOnly));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Has.Exactly(2).Items);
    }

    [TestCaseSource(nameof(Writes))]
    public void A_link_is_not_followed(Func<string, Task> write)
    {
        File.CreateSymbolicLink(FilePath, Victim);

        Assert.That(() => write(FilePath), Throws.InstanceOf<IOException>().With.Message.StartsWith(FilePath));
        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
        Assert.That(new FileInfo(FilePath).LinkTarget, Is.EqualTo(Victim));
    }

    [TestCaseSource(nameof(Writes))]
    public void A_link_without_a_target_creates_nothing(Func<string, Task> write)
    {
        File.CreateSymbolicLink(FilePath, _folder.GetPath("nowhere"));

        Assert.That(() => write(FilePath), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(_folder.GetPath("nowhere")), Is.False);
    }

    [Test]
    public void An_existing_file_cannot_be_created()
    {
        Assert.That(() => PrivateFile.Create(Victim), Throws.TypeOf<IOException>().With.Message.Contains("already exists"));
        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void A_path_writable_by_other_users_is_refused(UnixFileMode mode)
    {
        File.SetUnixFileMode(Victim, OwnerOnly | mode);
        Directory.CreateDirectory(_folder.GetPath("state"));
        File.SetUnixFileMode(_folder.GetPath("state"), OwnerOnly | UnixFileMode.UserExecute | mode);

        Assert.That(() => PrivateFile.Open(Victim), Throws.TypeOf<UnsafePathException>().With.Message.Contains($"chmod go-w '{Victim}'"));
        Assert.That(() => WriteAsync(Victim, "new"), Throws.TypeOf<UnsafePathException>());
        Assert.That(() => PrivateFile.CreateFolder(_folder.GetPath("state")), Throws.TypeOf<UnsafePathException>());
    }

    [Test]
    public void A_path_readable_by_other_users_is_accepted()
    {
        File.SetUnixFileMode(Victim, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.That(() => PrivateFile.Open(Victim).Dispose(), Throws.Nothing);
    }

    [TestCaseSource(nameof(Writes))]
    public async Task A_world_writable_folder_requires_the_sticky_bit(Func<string, Task> write)
    {
        var shared = _folder.GetPath("shared");
        Directory.CreateDirectory(shared);
        File.SetUnixFileMode(shared, All);
        await Assert.ThatAsync(() => write(Path.Combine(shared, "file")), Throws.TypeOf<UnsafePathException>().With.Message.Contains($"chmod +t '{shared}'"));

        File.SetUnixFileMode(shared, All | UnixFileMode.StickyBit);
        await write(Path.Combine(shared, "file"));

        Assert.That(Directory.EnumerateFiles(shared), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_special_file_is_refused()
    {
        await ToolRun.SucceedAsync("mkfifo", _folder.Path, "file");

        await Assert.ThatAsync(() => WriteAsync(FilePath, "new"), Throws.TypeOf<UnsafePathException>().With.Message.Contains("not a regular file"));
    }

    [Test]
    public async Task A_file_is_replaced_atomically()
    {
        await WriteAsync(Victim, "new");

        Assert.That((await File.ReadAllTextAsync(Victim), File.GetUnixFileMode(Victim)), Is.EqualTo(("new", OwnerOnly)));
    }

    [Test]
    public void A_failed_replacement_keeps_the_file_and_leaves_no_other()
    {
        Assert.That(() => PrivateFile.ReplaceAsync(Victim, _ => throw new FormatException()), Throws.TypeOf<FormatException>());

        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Has.Exactly(1).Items);
    }

    [Test]
    public void Two_processes_do_not_replace_a_file_at_the_same_time() => Assert.That(
        () => PrivateFile.ReplaceAsync(Victim, _ => WriteAsync(Victim, "second")),
        Throws.TypeOf<IOException>().With.Message.EqualTo(
            $"Another process is writing {Victim}. Wait until it has ended, or specify another file."));

    [Test]
    public async Task A_leftover_temporary_file_is_removed_and_a_link_in_its_place_is_not_followed()
    {
        var temporary = _folder.GetPath(PrivateFile.TemporaryName("file"));
        await File.WriteAllTextAsync(temporary, "ne");
        await WriteAsync(FilePath, "new");
        File.CreateSymbolicLink(temporary, Victim);

        await Assert.ThatAsync(() => WriteAsync(FilePath, "newer"), Throws.TypeOf<UnsafePathException>().With.Message.StartsWith(temporary));
        Assert.That((await File.ReadAllTextAsync(FilePath), await File.ReadAllTextAsync(Victim)), Is.EqualTo(("new", "precious")));
    }

    [Test]
    public void New_folders_and_their_parents_are_accessible_by_their_owner_only()
    {
        PrivateFile.CreateFolder(_folder.GetPath("a/b/c"));
        PrivateFile.CreateParentFolder(_folder.GetPath("d/e/file"));

        Assert.That(
            ((string[])["a", "a/b", "a/b/c", "d", "d/e"]).Select(path => File.GetUnixFileMode(_folder.GetPath(path))),
            Is.All.EqualTo(OwnerOnly | UnixFileMode.UserExecute));
        Assert.That(Directory.Exists(_folder.GetPath("d/e/file")), Is.False);
    }

    [Test]
    public void A_link_is_refused_as_a_folder()
    {
        Directory.CreateDirectory(_folder.GetPath("elsewhere"));
        Directory.CreateSymbolicLink(FilePath, _folder.GetPath("elsewhere"));

        Assert.That(() => PrivateFile.CreateFolder(FilePath), Throws.TypeOf<UnsafePathException>().With.Message.Contains("is a symbolic link"));
    }

    [Test]
    public void A_folder_that_cannot_be_flushed_is_reported() =>
        Assert.That(() => LibC.FlushFolder(_folder.GetPath("nowhere")), Throws.TypeOf<IOException>().With.Message.Contains("could not be flushed"));
}

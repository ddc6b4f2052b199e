using System.Runtime.Versioning;
using System.Text;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Tests;

[Platform(Exclude = "Win", Reason = "Windows has neither these modes nor these links.")]
[UnsupportedOSPlatform("windows")]
public class PrivateFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode All = (UnixFileMode)0b111_111_111;

    private TemporaryFolder _folder;

    /// <summary>A file of this user that a link leads to.</summary>
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

    private static Task WriteAsync(string path, string text) => PrivateFile.ReplaceAsync(path, async file => await file.WriteAsync(Encoding.UTF8.GetBytes(text)));

    /// <summary>Every way to write to a path.</summary>
    private static IEnumerable<TestCaseData> Writes()
    {
        yield return new TestCaseData((Func<string, Task>)(path => PrivateFile.Create(path).DisposeAsync().AsTask())).SetArgDisplayNames("Create");
        yield return new TestCaseData((Func<string, Task>)(path => PrivateFile.Open(path).DisposeAsync().AsTask())).SetArgDisplayNames("Open");
        yield return new TestCaseData((Func<string, Task>)(path => WriteAsync(path, "new"))).SetArgDisplayNames("Replace");
    }

    [TestCaseSource(nameof(Writes))]
    public async Task A_file_is_created_for_its_owner_alone(Func<string, Task> write)
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
    public void A_link_that_leads_nowhere_creates_nothing(Func<string, Task> write)
    {
        File.CreateSymbolicLink(FilePath, _folder.GetPath("nowhere"));

        Assert.That(() => write(FilePath), Throws.InstanceOf<IOException>());
        Assert.That(File.Exists(_folder.GetPath("nowhere")), Is.False);
    }

    [Test]
    public void Files_that_are_there_are_not_created_again()
    {
        Assert.That(() => PrivateFile.Create(Victim), Throws.TypeOf<IOException>().With.Message.Contains("exists already"));
        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void What_others_can_write_is_refused(UnixFileMode mode)
    {
        File.SetUnixFileMode(Victim, OwnerOnly | mode);
        Directory.CreateDirectory(_folder.GetPath("state"));
        File.SetUnixFileMode(_folder.GetPath("state"), OwnerOnly | UnixFileMode.UserExecute | mode);

        Assert.That(() => PrivateFile.Open(Victim), Throws.TypeOf<UnsafePathException>().With.Message.Contains($"chmod go-w '{Victim}'"));
        Assert.That(() => WriteAsync(Victim, "new"), Throws.TypeOf<UnsafePathException>());
        Assert.That(() => PrivateFile.CreateFolder(_folder.GetPath("state")), Throws.TypeOf<UnsafePathException>());
    }

    [Test]
    public void What_others_can_only_read_is_written_to()
    {
        File.SetUnixFileMode(Victim, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.That(() => PrivateFile.Open(Victim).Dispose(), Throws.Nothing);
    }

    [TestCaseSource(nameof(Writes))]
    public async Task A_folder_that_every_user_can_write_needs_a_sticky_bit(Func<string, Task> write)
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
    public async Task What_is_no_regular_file_is_refused()
    {
        await ToolRun.SucceedAsync("mkfifo", _folder.Path, "file");

        await Assert.ThatAsync(() => WriteAsync(FilePath, "new"), Throws.TypeOf<UnsafePathException>().With.Message.Contains("no regular file"));
    }

    [Test]
    public async Task A_file_is_replaced_by_one_that_is_whole()
    {
        await WriteAsync(Victim, "new");

        Assert.That((await File.ReadAllTextAsync(Victim), File.GetUnixFileMode(Victim)), Is.EqualTo(("new", OwnerOnly)));
    }

    [Test]
    public void A_file_whose_replacement_fails_stays_and_nothing_else_is_left()
    {
        Assert.That(() => PrivateFile.ReplaceAsync(Victim, _ => throw new FormatException()), Throws.TypeOf<FormatException>());

        Assert.That(File.ReadAllText(Victim), Is.EqualTo("precious"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Has.Exactly(1).Items);
    }

    [Test]
    public async Task What_a_killed_process_left_of_a_replacement_is_removed_and_a_link_in_its_place_is_not_followed()
    {
        var temporary = _folder.GetPath(PrivateFile.TemporaryName("file"));
        await File.WriteAllTextAsync(temporary, "ne");
        await WriteAsync(FilePath, "new");
        File.CreateSymbolicLink(temporary, Victim);

        await Assert.ThatAsync(() => WriteAsync(FilePath, "newer"), Throws.TypeOf<UnsafePathException>().With.Message.StartsWith(temporary));
        Assert.That((await File.ReadAllTextAsync(FilePath), await File.ReadAllTextAsync(Victim)), Is.EqualTo(("new", "precious")));
    }

    [Test]
    public void Folders_are_created_for_their_owner_alone_with_those_above_them()
    {
        PrivateFile.CreateFolder(_folder.GetPath("a/b/c"));
        PrivateFile.CreateParentFolder(_folder.GetPath("d/e/file"));

        Assert.That(
            ((string[])["a", "a/b", "a/b/c", "d", "d/e"]).Select(path => File.GetUnixFileMode(_folder.GetPath(path))), Is.All.EqualTo(OwnerOnly | UnixFileMode.UserExecute));
        Assert.That(Directory.Exists(_folder.GetPath("d/e/file")), Is.False);
    }

    [Test]
    public void A_link_is_no_folder()
    {
        Directory.CreateDirectory(_folder.GetPath("elsewhere"));
        Directory.CreateSymbolicLink(FilePath, _folder.GetPath("elsewhere"));

        Assert.That(() => PrivateFile.CreateFolder(FilePath), Throws.TypeOf<UnsafePathException>().With.Message.Contains("is a symbolic link"));
    }

    [Test]
    public void A_folder_that_cannot_be_flushed_is_an_error() =>
        Assert.That(() => LibC.FlushFolder(_folder.GetPath("nowhere")), Throws.TypeOf<IOException>().With.Message.Contains("could not be flushed"));
}

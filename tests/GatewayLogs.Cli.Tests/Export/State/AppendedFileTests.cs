using System.Text;
using GatewayLogs.Cli.Export.State;

namespace GatewayLogs.Tests;

public class AppendedFileTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void CreateFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    private string FilePath => _folder.GetPath("file");

    private string Text => File.ReadAllText(FilePath);

    /// <summary>Appends and commits a text, and appends another text without committing it.</summary>
    private FileMark Append(FileMark mark, string text, string uncommitted = "", bool isState = false)
    {
        using var file = AppendedFile.Open(FilePath, mark, isState);
        file.Write(Encoding.UTF8.GetBytes(text));
        var next = file.Commit();
        file.Write(Encoding.UTF8.GetBytes(uncommitted), 0, uncommitted.Length);
        return next;
    }

    [Test]
    public void Uncommitted_data_is_truncated()
    {
        var mark = Append(FileMark.Empty, "one", "lost");

        Assert.That(Text, Is.EqualTo("onelost"));
        Assert.That(Append(mark, "two").Length, Is.EqualTo(6));
        Assert.That(Text, Is.EqualTo("onetwo"));
    }

    [Test]
    public void A_mark_has_the_length_and_a_hash_of_the_end()
    {
        var mark = Append(Append(FileMark.Empty, "one"), "two");

        Assert.That(mark, Is.EqualTo(new FileMark(6, "25b6746d5172ed6352966a013d93ac846e1110d5a25e8f183b5931f4688842a1")));
    }

    [Test]
    public void Without_new_data_the_mark_does_not_change()
    {
        var mark = Append(FileMark.Empty, "one");

        Assert.That(Append(mark, ""), Is.SameAs(mark));
    }

    [Test]
    public void The_length_includes_uncommitted_data_and_the_stream_is_write_only()
    {
        using var file = AppendedFile.Open(FilePath, FileMark.Empty);
        file.Write("one"u8);
        file.Flush();

        Assert.That((file.Length, file.Position, file.CanRead, file.CanSeek, file.CanWrite), Is.EqualTo((3L, 3L, false, false, true)));
        Assert.That(() => file.Position = 0, Throws.TypeOf<NotSupportedException>());
        Assert.That(() => file.Read([], 0, 0), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => file.Seek(0, SeekOrigin.Begin), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => file.SetLength(0), Throws.TypeOf<NotSupportedException>());
    }

    [TestCase("onetwO")]
    [TestCase("onetw")]
    [TestCase("")]
    public void A_file_that_does_not_match_its_mark_is_refused_and_not_changed(string other)
    {
        var mark = Append(Append(FileMark.Empty, "one"), "two");
        File.WriteAllText(FilePath, other);

        Assert.That(() => AppendedFile.Open(FilePath, mark), Throws.TypeOf<IOException>().With.Message.Contains("was modified by another program"));
        Assert.That(Text, Is.EqualTo(other), "The file is not locked.");
    }

    [Test]
    public void A_missing_file_is_not_created_again()
    {
        var mark = Append(FileMark.Empty, "one");
        File.Delete(FilePath);

        Assert.That(() => AppendedFile.Open(FilePath, mark), Throws.TypeOf<IOException>().With.Message.Contains("is missing, but 3 bytes"));
        Assert.That(File.Exists(FilePath), Is.False);
    }

    [Test]
    public void Outputs_are_verified_by_their_last_64_KiB_and_state_files_completely()
    {
        var text = "one" + new string('x', 200_000);
        var (output, state) = (Append(FileMark.Empty, text), Append(FileMark.Empty, text, isState: true));

        Assert.That((output.Length, output.Sha256), Is.EqualTo((200_003, Sha256.Of(new string('x', 65_536)))));
        Assert.That((state.Length, state.Sha256), Is.EqualTo((200_003, Sha256.Of(text))));
        File.WriteAllText(FilePath, "onE" + text[3..]);
        Assert.That(Append(output, "!").Length, Is.EqualTo(200_004));
        Assert.That(() => Append(state, "!", isState: true), Throws.TypeOf<IOException>().With.Message.Contains("was modified by another program"));
    }

    [Test]
    public void A_resumed_state_file_has_the_same_mark_as_an_uninterrupted_one()
    {
        var mark = Append(Append(FileMark.Empty, "one", "lost", isState: true), "two", isState: true);

        Assert.That(mark, Is.EqualTo(new FileMark(6, Sha256.Of("onetwo"))));
    }

    [Test]
    public void Data_appended_to_a_finished_file_is_never_truncated()
    {
        var mark = Append(FileMark.Empty, "one", "mine");

        Assert.That(() => AppendedFile.Open(FilePath, mark, isFinished: true),
            Throws.TypeOf<IOException>().With.Message.Contains("was modified by another program").And.Message.Contains("To start over"));
        Assert.That(Text, Is.EqualTo("onemine"));
    }

    [Test]
    public void Without_a_mark_an_existing_file_must_be_empty()
    {
        AppendedFile.Open(FilePath, null).Dispose();
        AppendedFile.Open(FilePath, null).Dispose();
        File.WriteAllText(FilePath, "mine");

        Assert.That(() => AppendedFile.Open(FilePath, null), Throws.TypeOf<IOException>().With.Message.Contains("was modified by another program"));
        Assert.That(Text, Is.EqualTo("mine"));
    }
}

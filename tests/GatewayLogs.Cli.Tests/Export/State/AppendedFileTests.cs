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

    /// <summary>Appends a text, and then one that is not committed.</summary>
    private FileMark Append(FileMark mark, string text, string uncommitted = "", bool isState = false)
    {
        using var file = AppendedFile.Open(FilePath, mark, isState);
        file.Write(Encoding.UTF8.GetBytes(text));
        var next = file.Commit();
        file.Write(Encoding.UTF8.GetBytes(uncommitted), 0, uncommitted.Length);
        return next;
    }

    [Test]
    public void What_a_killed_process_wrote_after_the_last_mark_is_cut_off()
    {
        var mark = Append(FileMark.Empty, "one", "lost");

        Assert.That(Text, Is.EqualTo("onelost"));
        Assert.That(Append(mark, "two").Length, Is.EqualTo(6));
        Assert.That(Text, Is.EqualTo("onetwo"));
    }

    [Test]
    public void A_mark_is_the_length_and_a_fingerprint_of_the_end()
    {
        var mark = Append(Append(FileMark.Empty, "one"), "two");

        Assert.That(mark, Is.EqualTo(new FileMark(6, "25b6746d5172ed6352966a013d93ac846e1110d5a25e8f183b5931f4688842a1")));
    }

    [Test]
    public void Nothing_new_leaves_the_mark_as_it_is()
    {
        var mark = Append(FileMark.Empty, "one");

        Assert.That(Append(mark, ""), Is.SameAs(mark));
    }

    [Test]
    public void Its_length_counts_what_is_not_committed_and_it_is_written_only()
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
    public void A_file_whose_marked_end_is_another_is_refused_and_left_alone(string other)
    {
        var mark = Append(Append(FileMark.Empty, "one"), "two");
        File.WriteAllText(FilePath, other);

        Assert.That(() => AppendedFile.Open(FilePath, mark), Throws.TypeOf<IOException>().With.Message.Contains("was changed by something else"));
        Assert.That(Text, Is.EqualTo(other), "and nobody holds it");
    }

    [Test]
    public void A_file_that_is_gone_is_not_begun_again()
    {
        var mark = Append(FileMark.Empty, "one");
        File.Delete(FilePath);

        Assert.That(() => AppendedFile.Open(FilePath, mark), Throws.TypeOf<IOException>().With.Message.Contains("is gone, though 3 bytes"));
        Assert.That(File.Exists(FilePath), Is.False);
    }

    [Test]
    public void Of_an_output_the_last_64_KiB_are_verified_and_of_a_state_file_every_byte()
    {
        var text = "one" + new string('x', 200_000);
        var (output, state) = (Append(FileMark.Empty, text), Append(FileMark.Empty, text, isState: true));

        Assert.That((output.Length, output.Sha256), Is.EqualTo((200_003, Sha256.Of(new string('x', 65_536)))));
        Assert.That((state.Length, state.Sha256), Is.EqualTo((200_003, Sha256.Of(text))));
        File.WriteAllText(FilePath, "onE" + text[3..]);
        Assert.That(Append(output, "!").Length, Is.EqualTo(200_004));
        Assert.That(() => Append(state, "!", isState: true), Throws.TypeOf<IOException>().With.Message.Contains("was changed by something else"));
    }

    [Test]
    public void A_state_file_that_is_resumed_has_the_mark_of_one_that_was_not()
    {
        var mark = Append(Append(FileMark.Empty, "one", "lost", isState: true), "two", isState: true);

        Assert.That(mark, Is.EqualTo(new FileMark(6, Sha256.Of("onetwo"))));
    }

    [Test]
    public void What_something_else_appended_to_a_finished_file_is_never_cut_off()
    {
        var mark = Append(FileMark.Empty, "one", "mine");

        Assert.That(() => AppendedFile.Open(FilePath, mark, isFinished: true), Throws.TypeOf<IOException>().With.Message.Contains("was changed by something else").And.Message.Contains("To start over"));
        Assert.That(Text, Is.EqualTo("onemine"));
    }

    [Test]
    public void A_file_that_was_not_begun_is_created_or_empty_and_never_another()
    {
        AppendedFile.Open(FilePath, null).Dispose();
        AppendedFile.Open(FilePath, null).Dispose();
        File.WriteAllText(FilePath, "mine");

        Assert.That(() => AppendedFile.Open(FilePath, null), Throws.TypeOf<IOException>().With.Message.Contains("was changed by something else"));
        Assert.That(Text, Is.EqualTo("mine"));
    }
}

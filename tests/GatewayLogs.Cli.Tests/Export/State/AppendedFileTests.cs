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

    private string FilePath => _folder.PathOf("file");

    private string Text => File.ReadAllText(FilePath);

    /// <summary>Appends a text, and then one that is not committed.</summary>
    private FileMark Append(FileMark mark, string text, string uncommitted = "")
    {
        using var file = AppendedFile.Open(FilePath, mark);
        file.Write(Encoding.UTF8.GetBytes(text));
        var next = file.Commit();
        file.Write(Encoding.UTF8.GetBytes(uncommitted), 0, uncommitted.Length);
        return next;
    }

    [Test]
    public void What_was_written_behind_the_last_mark_is_cut_off()
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

        Assert.That(mark, Is.EqualTo(new FileMark(6, 6, "25b6746d5172ed6352966a013d93ac846e1110d5a25e8f183b5931f4688842a1")));
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
    public void A_file_that_is_gone_is_not_begun_anew()
    {
        var mark = Append(FileMark.Empty, "one");
        File.Delete(FilePath);

        Assert.That(() => AppendedFile.Open(FilePath, mark), Throws.TypeOf<IOException>().With.Message.Contains("is gone, though 3 bytes"));
        Assert.That(File.Exists(FilePath), Is.False);
    }

    [Test]
    public void An_end_larger_than_a_buffer_is_known_again()
    {
        var mark = Append(Append(FileMark.Empty, "one"), new string('x', 200_000));

        Assert.That((mark.Length, mark.TailLength), Is.EqualTo((200_003, 65_536)));
        Assert.That(Append(mark, "!").Length, Is.EqualTo(200_004));
    }

    [Test]
    public void A_mark_of_a_longer_end_is_good_as_well()
    {
        Append(FileMark.Empty, new string('x', 200_000));
        var mark = new FileMark(200_000, 150_000, Sha256.Of(new string('x', 150_000)));

        Assert.That(Append(mark, "!").Length, Is.EqualTo(200_001));
        Assert.That(() => Append(mark with { TailSha256 = "" }, "!"), Throws.TypeOf<IOException>());
    }
}

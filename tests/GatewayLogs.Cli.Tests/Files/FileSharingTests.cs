using GatewayLogs.Cli.Files;

namespace GatewayLogs.Tests;

public class FileSharingTests
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private const int WindowsDiskFull = unchecked((int)0x80070070);

    private static IEnumerable<TestCaseData> Failures()
    {
        yield return new TestCaseData(new IOException("In use", WindowsSharingViolation), false);
        yield return new TestCaseData(new IOException("Locked", unchecked((int)0x80070021)), true);
        yield return new TestCaseData(new UnauthorizedAccessException("Rename over an open file"), true);
    }

    [TestCaseSource(nameof(Failures))]
    public void An_operation_is_repeated_while_a_scanner_has_the_file_open(Exception failure, bool isWindows)
    {
        var (attempts, waited) = (0, TimeSpan.Zero);

        FileSharing.Retry(() => _ = ++attempts < 10 ? throw failure : 0, isWindows, wait => waited += wait);

        Assert.That((attempts, waited), Is.EqualTo((10, TimeSpan.FromMilliseconds(450))));
    }

    [Test]
    public void It_fails_after_about_two_seconds()
    {
        var waited = TimeSpan.Zero;

        Assert.That(
            () => FileSharing.Retry(() => throw new IOException("In use", WindowsSharingViolation), isWindows: true, wait => waited += wait),
            Throws.TypeOf<IOException>().With.Message.EqualTo("In use"));
        Assert.That(waited.TotalSeconds, Is.InRange(1.9, 2.1));
    }

    private static IEnumerable<TestCaseData> FinalFailures()
    {
        yield return new TestCaseData(new IOException("Disk full", WindowsDiskFull), true);
        yield return new TestCaseData(new PathTooLongException(), true);
        yield return new TestCaseData(new FileNotFoundException(), true);
        yield return new TestCaseData(new UnauthorizedAccessException("Not the owner"), false);
    }

    [TestCaseSource(nameof(FinalFailures))]
    public void Other_failures_are_final(Exception failure, bool isWindows) => Assert.That(
        () => FileSharing.Retry(() => throw failure, isWindows, _ => Assert.Fail("No wait helps.")),
        Throws.Exception.SameAs(failure));

    [Test]
    public void A_file_that_another_handle_locks_is_a_violation_on_this_system()
    {
        using var folder = new TemporaryFolder();
        using var first = PrivateFile.Create(folder.GetPath("lock"), FileShare.None);

        var exception = Assert.Throws<IOException>(() => new FileStream(folder.GetPath("lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose());

        Assert.That(FileSharing.IsViolation(exception), Is.True);
    }
}

using GatewayLogs.Cli.Output;

namespace GatewayLogs.Tests;

public class OutputClosedTests
{
    [TestCase(32, true, TestName = "EPIPE_of_Unix_is_a_closed_pipe")]
    [TestCase(unchecked((int)0x8007006D), true, TestName = "ERROR_BROKEN_PIPE_of_Windows_is_a_closed_pipe")]
    [TestCase(unchecked((int)0x800700E8), true, TestName = "ERROR_NO_DATA_of_Windows_is_a_closed_pipe")]
    [TestCase(28, false, TestName = "A_full_disk_on_Unix_is_a_failure")]
    [TestCase(unchecked((int)0x80070070), false, TestName = "A_full_disk_on_Windows_is_a_failure")]
    [TestCase(unchecked((int)0x80070040), false, TestName = "A_lost_network_drive_on_Windows_is_a_failure")]
    public void Only_a_closed_pipe_ends_a_command_silently(int code, bool isClosed) =>
        Assert.That(OutputClosedException.IsCause(new IOException("Write failed", code)), Is.EqualTo(isClosed));
}

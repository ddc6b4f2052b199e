using GatewayLogs.Cli.Files;

namespace GatewayLogs.Tests;

public class WindowsDeviceTests
{
    [TestCase("NUL")]
    [TestCase("nul.ndjson")]
    [TestCase("exports/com1.csv")]
    [TestCase("CONOUT$")]
    public void A_device_of_Windows_is_not_an_output(string path)
    {
        Assert.That(
            () => PathArgument.Parse("--out", path, "Specify a file.", isWindows: true),
            Throws.TypeOf<FormatException>().With.Message.StartsWith($"--out {path}: Windows reserves this name"));
        Assert.That(PathArgument.Parse("--out", path, "Specify a file.", isWindows: false), Is.EqualTo(path));
    }

    [TestCase("null.csv")]
    [TestCase("console.ndjson")]
    [TestCase("com10.csv")]
    [TestCase("nul/logs.ndjson")]
    public void Similar_names_are_files(string path) =>
        Assert.That(PathArgument.Parse("--out", path, "Specify a file.", isWindows: true), Is.EqualTo(path));
}

using System.Runtime.CompilerServices;

namespace GatewayLogs.Tests;

/// <summary>A file in the folder Golden that says what a command puts out. With UPDATE_GOLDEN=1 the tests write it instead, to be reviewed in the diff.</summary>
internal static class GoldenFile
{
    public static void Compare(string name, string shown, [CallerArgumentExpression(nameof(shown))] string expression = "")
    {
        var path = Repository.GetPath($"tests/GatewayLogs.Cli.Tests/Golden/{name}.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, shown);
        }

        Assert.That(File.Exists(path), path);
        Assert.That(shown, Is.EqualTo(File.ReadAllText(path)), $"{expression} is not what {path} says. If it should be, run the tests with UPDATE_GOLDEN=1 and review the difference.");
    }
}

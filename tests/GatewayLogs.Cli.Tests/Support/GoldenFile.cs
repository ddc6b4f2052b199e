using System.Runtime.CompilerServices;

namespace GatewayLogs.Tests;

/// <summary>
/// Compares output with a file in the folder Golden. With UPDATE_GOLDEN=1, writes the file instead; review the diff then.
/// </summary>
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
        Assert.That(shown, Is.EqualTo(File.ReadAllText(path)),
            $"{expression} differs from {path}. If the change is intended, run the tests with UPDATE_GOLDEN=1 and review the diff.");
    }
}

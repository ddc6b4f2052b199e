namespace GatewayLogs.Tests;

/// <summary>The stored bodies of a log in the folder Fixtures. A body without a file is empty.</summary>
internal sealed record Fixture(string Name, byte[] Request, byte[] Response)
{
    private static string Folder => Repository.GetPath("tests/GatewayLogs.Conversations.Tests/Fixtures");

    public static IEnumerable<string> Names => Directory.EnumerateDirectories(Folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static IEnumerable<Fixture> All => Names.Select(Read);

    public static Fixture Read(string name) => new(name, ReadBody(name, "request"), ReadBody(name, "response"));

    public void AssertExpected(string text)
    {
        var path = Path.Combine(Folder, Name, "expected.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.That(text, Is.EqualTo(File.ReadAllText(path)), $"The conversation differs from {path}. If that is intended, run the tests with UPDATE_GOLDEN=1 and review the diff.");
    }

    private static byte[] ReadBody(string name, string body) =>
        Directory.EnumerateFiles(Path.Combine(Folder, name), $"{body}.*").SingleOrDefault() is { } path ? File.ReadAllBytes(path) : [];
}

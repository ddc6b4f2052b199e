namespace GatewayLogs.Tests;

/// <summary>The files of the repository that the tests are about.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder, given as it is written in prose.</summary>
    public static string GetPath(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>The text of a body in openapi/examples, by its name without <c>.json</c>.</summary>
    public static string Example(string name) => File.ReadAllText(GetPath($"openapi/examples/{name}.json"));

    /// <summary>The names of all bodies in openapi/examples that match a pattern.</summary>
    public static IEnumerable<string> Examples(string pattern = "*") =>
        Directory.EnumerateFiles(GetPath("openapi/examples"), $"{pattern}.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    /// <summary>The names of all pages in openapi/examples that the service says are good.</summary>
    public static IEnumerable<string> GoodPages() =>
        Examples("ListGatewayLogs.200*").Where(name => !name.EndsWith("success-false", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "GatewayLogs.Generated.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return directory.FullName;
    }
}

namespace GatewayLogs.Tests;

/// <summary>Locates files of the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Returns the full path of a file or folder.</summary>
    public static string GetPath(string relativePath) => Path.Combine(Root, relativePath);

    /// <summary>Returns the text of a body in openapi/examples, by its name without <c>.json</c>.</summary>
    public static string Example(string name) => File.ReadAllText(GetPath($"openapi/examples/{name}.json"));

    /// <summary>Returns the names of all bodies in openapi/examples that match a pattern.</summary>
    public static IEnumerable<string> Examples(string pattern = "*") =>
        Directory.EnumerateFiles(GetPath("openapi/examples"), $"{pattern}.json")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal);

    /// <summary>Returns the names of all pages in openapi/examples that are successful.</summary>
    public static IEnumerable<string> GoodPages() =>
        Examples("ListGatewayLogs.200*").Where(name => !name.EndsWith("success-false", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "GatewayLogs.Generated.sln")))
        {
            directory = directory.Parent
                ?? throw new DirectoryNotFoundException("GatewayLogs.Generated.sln was not found; run the tests inside the repository.");
        }

        return directory.FullName;
    }
}

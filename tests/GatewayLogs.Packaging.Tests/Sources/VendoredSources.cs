namespace GatewayLogs.Tests;

/// <summary>Another repository, which holds a copy of the working tree in the folder <c>gateway-logs</c> and builds the library from there.</summary>
internal sealed class VendoredSources : IDisposable
{
    public const string Library = "gateway-logs/src/GatewayLogs.Generated";

    private static readonly string[] s_notCopied = ["bin", "obj", "node_modules"];

    private readonly TemporaryFolder _folder = new();

    public VendoredSources()
    {
        Copy(new DirectoryInfo(Repository.PathOf("tests/Consumer")), _folder.Path);
        foreach (var file in new DirectoryInfo(Repository.Root).EnumerateFiles())
        {
            CopyFile(file, PathOf("gateway-logs"));
        }

        foreach (var folder in new[] { "openapi", "src" })
        {
            Copy(new DirectoryInfo(Repository.PathOf(folder)), PathOf($"gateway-logs/{folder}"));
        }
    }

    public string PathOf(string relativePath) => _folder.PathOf(relativePath);

    /// <summary>Builds the program that uses the library.</summary>
    /// <returns>What the build printed.</returns>
    public Task<string> BuildAsync() =>
        Dotnet.RunAsync(_folder.Path, "build", "Application", "-p:GatewayLogsRoot=../gateway-logs/", "--verbosity", "normal");

    /// <summary>Does what a build of the library does before it compiles.</summary>
    /// <returns>What was printed.</returns>
    public Task<string> GenerateAsync() =>
        Dotnet.RunAsync(_folder.Path, "msbuild", Library, "-target:GenerateClient", "-verbosity:normal");

    public void Dispose() => _folder.Dispose();

    private static void Copy(DirectoryInfo from, string to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            CopyFile(file, to);
        }

        foreach (var folder in from.EnumerateDirectories().Where(folder => !s_notCopied.Contains(folder.Name)))
        {
            Copy(folder, Path.Combine(to, folder.Name));
        }
    }

    private static void CopyFile(FileInfo file, string to)
    {
        Directory.CreateDirectory(to);
        file.CopyTo(Path.Combine(to, file.Name));
    }
}

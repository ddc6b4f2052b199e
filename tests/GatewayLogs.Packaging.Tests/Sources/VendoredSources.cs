namespace GatewayLogs.Tests;

/// <summary>Another repository, which holds a copy of the working tree in the folder <c>gateway-logs</c> and builds the library from there.</summary>
internal sealed class VendoredSources : IDisposable
{
    private static readonly string[] s_notCopied = ["bin", "obj", "node_modules"];

    private const string Library = "gateway-logs/src/GatewayLogs.Generated";

    private readonly TemporaryFolder _folder = new();

    private VendoredSources(string gitFolder)
    {
        Copy(new DirectoryInfo(Repository.GetPath("tests/Consumer")), _folder.Path);
        foreach (var file in new DirectoryInfo(Repository.Root).EnumerateFiles().Where(file => file.Name != ".git"))
        {
            CopyFile(file, GetPath("gateway-logs"));
        }

        foreach (var folder in new[] { "openapi", "src" })
        {
            Copy(new DirectoryInfo(Repository.GetPath(folder)), GetPath($"gateway-logs/{folder}"));
        }

        File.WriteAllText(GetPath("gateway-logs/.git"), $"gitdir: {gitFolder}\n");
    }

    /// <summary>Copies the working tree as it is, and lets git take it for what it was copied from, as it does with a submodule.</summary>
    public static async Task<VendoredSources> CopyAsync()
    {
        var git = await ToolRun.StartAsync("git", Repository.Root, ["rev-parse", "--absolute-git-dir"]);
        return new VendoredSources(git.Output.Trim());
    }

    public string GetPath(string relativePath) => _folder.GetPath(relativePath);

    /// <summary>Builds the program that uses the library, in the way that the packages are built.</summary>
    /// <returns>What the build printed.</returns>
    public Task<string> BuildAsync() => Dotnet.RunAsync(
        _folder.Path, ["build", "Application", "-p:GatewayLogsRoot=../gateway-logs/", "--verbosity", "normal", "--artifacts-path", GetPath("artifacts"), .. Packed.Settings]);

    /// <summary>Restores the library, for builds that do not.</summary>
    public Task RestoreAsync() => Dotnet.RunAsync(_folder.Path, "restore", Library, "--artifacts-path", GetPath("artifacts"));

    /// <summary>Builds the library alone, which may fail.</summary>
    public Task<ToolRun> TryBuildLibraryAsync(string configuration) => Dotnet.TryAsync(
        _folder.Path, "build", Library, "--configuration", configuration, "--no-restore", "-p:RunAnalyzers=false", "--artifacts-path", GetPath("artifacts"));

    /// <summary>Does what a build of the library does before it compiles.</summary>
    /// <returns>What was printed.</returns>
    public Task<string> GenerateAsync() => Dotnet.RunAsync(
        _folder.Path, "msbuild", Library, "-target:GenerateClient", "-verbosity:normal", $"-p:ArtifactsPath={GetPath("artifacts")}");

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

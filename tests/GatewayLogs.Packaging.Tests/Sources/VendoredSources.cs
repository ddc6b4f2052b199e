namespace GatewayLogs.Tests;

/// <summary>
/// Another repository that contains a copy of the working tree in the folder <c>gateway-logs</c> and builds the library from there.
/// </summary>
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

    /// <summary>Copies the working tree and points git at the original repository, as in a submodule.</summary>
    public static async Task<VendoredSources> CopyAsync()
    {
        var git = await ToolRun.StartAsync("git", Repository.Root, ["rev-parse", "--absolute-git-dir"]);
        return new VendoredSources(git.Output.Trim());
    }

    public string GetPath(string relativePath) => _folder.GetPath(relativePath);

    /// <summary>Builds the application that uses the library, with the settings of the packages.</summary>
    /// <returns>The output of the build.</returns>
    public Task<string> BuildAsync() => Dotnet.RunAsync(
        _folder.Path,
        [
            "build", "Application", "-p:GatewayLogsRoot=../gateway-logs/", "--verbosity", "normal",
            "--artifacts-path", GetPath("artifacts"), .. Packed.Settings,
        ]);

    /// <summary>Restores the library, for builds without restore.</summary>
    public Task RestoreAsync() => Dotnet.RunAsync(_folder.Path, "restore", Library, "--artifacts-path", GetPath("artifacts"));

    /// <summary>Builds only the library, which may fail.</summary>
    public Task<ToolRun> TryBuildLibraryAsync(string configuration) => Dotnet.TryAsync(
        _folder.Path, "build", Library, "--configuration", configuration, "--no-restore", "-p:RunAnalyzers=false", "--artifacts-path", GetPath("artifacts"));

    /// <summary>Runs the generation that precedes compilation.</summary>
    /// <returns>The output.</returns>
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

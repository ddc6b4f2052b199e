namespace GatewayLogs.Tests;

/// <summary>A copy of the generator's inputs with a project that only runs the generator.</summary>
internal sealed class GeneratingProject
{
    public const string Project = "src/GatewayLogs.Generated/Generating.proj";

    public const string Client = "src/GatewayLogs.Generated/Generated/GatewayLogsClient.g.cs";

    public const string Models = "src/GatewayLogs.Generated/Generated/GatewayLogs.Models.g.cs";

    private const string Document = "openapi/ai-gateway-logs.yaml";

    private static readonly string[] s_copied =
    [
        "nswag.json", "Directory.Packages.props", "src/GatewayLogs.Generated/GenerateClient.targets", Document, Client, Models,
        .. GetFiles("openapi/templates"), .. GetFiles("openapi/checks"),
    ];

    private static readonly string s_xml = $"""
        <Project>
          <PropertyGroup>
            <IntermediateOutputPath Condition="'$(IntermediateOutputPath)' == ''">obj/</IntermediateOutputPath>
          </PropertyGroup>
          <Import Project="{NSwagTool.Directory}../../build/NSwag.MSBuild.props" />
          <Import Project="GenerateClient.targets" />
        </Project>
        """;

    private readonly string _root;

    public GeneratingProject(string root)
    {
        _root = root;
        foreach (var file in s_copied)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(GetPath(file))!);
            File.Copy(Repository.GetPath(file), GetPath(file));
        }

        File.WriteAllText(GetPath(Project), s_xml);
    }

    /// <summary>Returns the last write time of each file.</summary>
    public IReadOnlyDictionary<string, DateTime> WriteTimes =>
        Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

    public string GetPath(string relativePath) => Path.Combine(_root, relativePath);

    public string ReadDocument() => File.ReadAllText(GetPath(Document));

    /// <summary>Saves the document like an editor.</summary>
    public void WriteDocument(string yaml) => File.WriteAllText(GetPath(Document), yaml);

    public void DeleteDocument() => File.Delete(GetPath(Document));

    public void SetReadOnly(bool value)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).Append(_root))
        {
            var others = File.GetAttributes(path) & ~FileAttributes.ReadOnly;
            File.SetAttributes(path, value ? others | FileAttributes.ReadOnly : others);
        }
    }

    /// <summary>Runs the target that a build runs before it compiles.</summary>
    public Task<ToolRun> GenerateAsync(params string[] arguments) => MSBuild.RunAsync(GetPath(Project), ["-target:GenerateClient", .. arguments]);

    private static IEnumerable<string> GetFiles(string folder) =>
        Directory.EnumerateFiles(Repository.GetPath(folder)).Select(file => Path.GetRelativePath(Repository.Root, file));
}

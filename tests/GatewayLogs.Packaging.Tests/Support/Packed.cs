using System.IO.Compression;
using System.Xml.Linq;

namespace GatewayLogs.Tests;

/// <summary>Packs the working tree once for all tests.</summary>
[SetUpFixture]
internal sealed class Packed
{
    private static readonly TemporaryFolder s_folder = new();

    private static readonly Lazy<string> s_output = new(() => Task.Run(PackAsync).GetAwaiter().GetResult());

    /// <summary>A version above all published ones, so that no other source has it.</summary>
    public const string Version = "99.0.0-test";

    public const string Library = "GatewayLogs";

    public const string Conversations = "GatewayLogs.Conversations";

    public const string Emulator = "GatewayLogs.Emulator";

    public const string Tool = "gwlogs";

    public const string EmulatorTool = "gwlogs-emulator";

    /// <summary>Gets the folder of the packages, and packs them on first use.</summary>
    public static string Folder => s_output.Value is null ? "" : PackagesPath;

    /// <summary>Gets the output of the pack command.</summary>
    public static string Output => s_output.Value;

    private static string PackagesPath => s_folder.GetPath("packages");

    /// <summary>Gets the arguments with which a build produces the packed assemblies.</summary>
    public static string[] Settings { get; } = ["--configuration", "Release", $"-p:Version={Version}", "-p:ContinuousIntegrationBuild=true"];

    /// <summary>Packs without the analyzers, which take as long as everything else and have already run in the build.</summary>
    private static async Task<string> PackAsync() => await PackAsync("src/Packages.slnf") + await PackAsync("src/GatewayLogs.Emulator", "-p:PackAsTool=true");

    private static Task<string> PackAsync(params string[] projects) => Dotnet.RunAsync(
        Repository.Root,
        ["pack", .. projects, "--output", PackagesPath, "--artifacts-path", s_folder.GetPath("artifacts"), "-p:RunAnalyzers=false", .. Settings]);

    [OneTimeTearDown]
    public static void Delete() => s_folder.Dispose();

    public static ZipArchive Open(string id, string extension = "nupkg") => ZipFile.OpenRead($"{Folder}/{id}.{Version}.{extension}");

    public static MemoryStream Read(ZipArchive package, string name)
    {
        using var entry = (package.GetEntry(name) ?? throw new FileNotFoundException($"Not in the package: {name}")).Open();
        var bytes = new MemoryStream();
        entry.CopyTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>Returns the package metadata without XML namespaces.</summary>
    public static XElement Metadata(ZipArchive package)
    {
        using var entry = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(entry).Root!.Elements().Single();
        foreach (var element in metadata.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return metadata;
    }

    /// <summary>Returns the C# snippet of the package readme.</summary>
    public static string Snippet(string id)
    {
        using var package = Open(id);
        using var reader = new StreamReader(Read(package, "PACKAGE.md"));
        return reader.ReadToEnd().Split("```csharp\n")[1].Split("```")[0];
    }
}

using System.Reflection;

namespace GatewayLogs.Tests;

[LongTest]
public class PackageUserTests
{
    private static string RestoredPackages { get; } = typeof(PackageUserTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RestoredPackages").Value!;

    [Test]
    public async Task The_readme_snippets_of_the_packages_compile_without_warnings_and_print_a_conversation_and_logs_of_the_emulator()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "nuget.config", Sources);
        await WriteAsync(folder, "Fresh.csproj", Project);
        await WriteAsync(folder, "Program.cs", Program);

        var lines = (await Dotnet.RunAsync(folder.Path, "run")).TrimEnd().Split('\n');

        Assert.That(lines[..2], Is.EqualTo(["user: Where is my order?", "stop: On its way."]));
        Assert.That(lines[2..], Has.Length.InRange(2, 199).And.All.Match(@"^\d{4}-\d\d-\d\d .* [45]\d\d [0-9A-Za-z-]+$"));
    }

    [Test]
    public async Task The_tools_install_from_their_packages_and_every_kind_of_command_works()
    {
        var run = await ToolRun.StartAsync(Repository.GetPath("tests/smoke.sh"), Repository.Root, [Packed.Folder]);

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.StartWith($"install   gwlogs {Packed.Version}\n").And.Contains("\nend "));
    }

    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="{Packed.Library}" Version="{Packed.Version}" />
            <PackageReference Include="{Packed.Conversations}" Version="{Packed.Version}" />
            <PackageReference Include="{Packed.Emulator}" Version="{Packed.Version}" />
          </ItemGroup>
        </Project>
        """;

    private static string Program => $"""
        using GatewayLogs;
        using GatewayLogs.Conversations;
        using GatewayLogs.Emulator;

        {Packed.Snippet(Packed.Conversations)}
        {Packed.Snippet(Packed.Emulator)}
        Environment.SetEnvironmentVariable("CLOUDFLARE_ACCOUNT_ID", options.AccountId);
        Environment.SetEnvironmentVariable("CLOUDFLARE_GATEWAY_ID", options.GatewayId);
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_TOKEN", options.ApiToken);
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_BASE_URL", $"{"{options.BaseAddress}"}");
        {Packed.Snippet(Packed.Library)}
        """;

    /// <summary>
    /// Gets a NuGet configuration that takes the packed packages from their folder, and all others from the already restored ones.
    /// </summary>
    private static string Sources => $"""
        <configuration>
          <config><add key="globalPackagesFolder" value="restored" /></config>
          <packageSources>
            <clear />
            <add key="packed" value="{Packed.Folder}" />
          </packageSources>
          <fallbackPackageFolders>
            <add key="restored" value="{RestoredPackages}" />
          </fallbackPackageFolders>
        </configuration>
        """;

    private static Task WriteAsync(TemporaryFolder folder, string name, string text) => File.WriteAllTextAsync(folder.GetPath(name), text);
}

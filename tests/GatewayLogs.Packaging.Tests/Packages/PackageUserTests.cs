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

    /// <summary>Runs the first commands of a new user in an empty folder, with the packed tool and generated logs.</summary>
    [Test]
    public async Task The_first_commands_of_a_user_end_as_their_help_says()
    {
        using var folder = new TemporaryFolder();
        await WriteAsync(folder, "nuget.config", Sources);
        await Dotnet.RunAsync(folder.Path, "tool", "install", Packed.Tool, "--version", Packed.Version, "--tool-path", "tools", "--configfile", "nuget.config");

        async Task<ToolRun> RunAsync(string line)
        {
            var run = await ToolRun.StartAsync("bash", folder.Path, ["-c", $"gwlogs() {{ ./tools/gwlogs \"$@\"; }}; set -o pipefail; {line}"]);
            Assert.That(run.ExitCode, Is.Zero, $"{line}\n{run.Error}");
            return run;
        }

        Assert.That((await RunAsync("gwlogs")).Output, Does.Contain("list").And.Contain("gwlogs list --emulator"));
        Assert.That((await RunAsync("gwlogs help list")).Output, Does.Contain("--since").And.Contain("Examples:"));
        Assert.That(Lines(await RunAsync("gwlogs list --emulator")), Has.Length.EqualTo(20));
        Assert.That(Lines(await RunAsync("gwlogs stats --since 24h --emulator")), Is.Not.Empty);

        // The first three lines are of existing logs; the fourth is of a call after the command started.
        var tail = await RunAsync("set +o pipefail; timeout --signal=INT 120 ./tools/gwlogs tail --emulator -n 3 | head -n 4");
        Assert.That(Lines(tail), Has.Length.EqualTo(4));

        // Each --emulator is a gateway of its own, and an export continues with the same gateway only.
        var export = await RunAsync("""
            ./tools/gwlogs emulator --port 0 > settings & trap 'kill $!' EXIT
            until [ -s settings ]; do sleep 0.1; done; . ./settings
            gwlogs export --out logs.ndjson && gwlogs export --out logs.ndjson
            """);
        Assert.That(export.Error, Does.Match("^([0-9,]+) new rows, \\1 in all: .*\n[0-9,]+ new rows, [0-9,]+ in all: .*\n$"));
        Assert.That((await RunAsync("gwlogs delete --dry-run --emulator --until 1d")).Output, Does.Contain("Nothing was deleted."));
    }

    private static string[] Lines(ToolRun run) => run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

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

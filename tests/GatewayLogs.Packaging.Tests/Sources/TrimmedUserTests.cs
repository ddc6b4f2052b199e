using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>Publishes a trimmed application, with warnings as errors and the suppressions that the library's README lists.</summary>
[LongTest]
public class TrimmedUserTests
{
    [Test]
    public async Task A_trimmed_application_lists_reads_and_writes_logs()
    {
        using var folder = new TemporaryFolder();
        var exceptions = Regex.Match(await File.ReadAllTextAsync(Repository.GetPath("src/GatewayLogs.Generated/README.md")), "<NoWarn>.*</NoWarn>").Value;
        await File.WriteAllTextAsync(folder.GetPath("Trimmed.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <PublishTrimmed>true</PublishTrimmed>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                {exceptions}
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Repository.GetPath("src/GatewayLogs.Generated/GatewayLogs.Generated.csproj")}" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(folder.GetPath("Program.cs"), """
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using GatewayLogs;

            var options = new GatewayLogsClientOptions { AccountId = "a", GatewayId = "g", ApiToken = "t", MaxRetries = 0 };
            options.BaseAddress = new("http://127.0.0.1:1/");
            try { await new GatewayLogsClient(options).ListLogsAsync(); }
            catch (GatewayLogsException exception) { Console.WriteLine(exception.IsTransient); }
            var log = JsonSerializer.Deserialize("{\"id\":\"a\",\"metadata\":{\"team\":[1]},\"new\":{\"b\":null}}", Context.Default.GatewayLog);
            Console.WriteLine(JsonSerializer.Serialize(log, Context.Default.GatewayLog));

            [JsonSerializable(typeof(GatewayLog))]
            partial class Context : JsonSerializerContext;
            """);

        await Dotnet.RunAsync(folder.Path, "publish", "--output", folder.GetPath("out"));
        var run = await ToolRun.StartAsync(folder.GetPath("out/Trimmed"), folder.Path, []);

        Assert.That(run.Output, Is.EqualTo("True\n{\"id\":\"a\",\"metadata\":{\"team\":[1]},\"new\":{\"b\":null}}\n"), run.Error);
    }
}

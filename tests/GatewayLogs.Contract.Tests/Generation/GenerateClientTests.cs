using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>The generation of the client before compilation.</summary>
[LongTest]
public class GenerateClientTests
{
    private TemporaryFolder _folder = null!;
    private GeneratingProject _project = null!;

    [SetUp]
    public void Copy()
    {
        _folder = new TemporaryFolder();
        _project = new GeneratingProject(_folder.GetPath("repository"));
    }

    [TearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public async Task The_build_generates_only_after_a_change()
    {
        var first = await GenerateAsync();
        var second = await GenerateAsync();
        _project.WriteDocument(_project.ReadDocument());
        var third = await GenerateAsync();

        Assert.That((first, second, third), Is.EqualTo((true, false, true)));
    }

    [Test]
    public async Task The_build_restores_an_edited_or_deleted_generated_file()
    {
        var committed = await ReadGeneratedAsync();
        await GenerateAsync();

        await File.AppendAllTextAsync(_project.GetPath(GeneratingProject.Client), "// Edited.\n");
        await GenerateAsync();
        Assert.That(await ReadGeneratedAsync(), Is.EqualTo(committed));

        File.Delete(_project.GetPath(GeneratingProject.Models));
        await GenerateAsync();
        Assert.That(await ReadGeneratedAsync(), Is.EqualTo(committed));
    }

    [Test]
    public async Task An_edit_saved_during_generation_is_picked_up_by_the_next_build()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Ignore("The generator is started through a shell script.");
            return;
        }

        var script = _folder.GetPath("dotnet");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho >> openapi/ai-gateway-logs.yaml\nexec '{MSBuild.Dotnet}' \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        await GenerateAsync($"-property:GenerateClientHost={script}");

        Assert.That((await GenerateAsync(), await GenerateAsync()), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Read_only_sources_do_not_fail_the_build_when_the_client_is_unchanged()
    {
        _project.WriteDocument(_project.ReadDocument() + "\n# Touched.\n");
        var before = _project.WriteTimes;

        _project.SetReadOnly(true);
        var generated = await GenerateAsync($"-property:IntermediateOutputPath={_folder.GetPath("obj")}/");
        _project.SetReadOnly(false);

        // Root can write to read-only files, so the test checks that no file was written.
        Assert.That(generated, Is.True);
        Assert.That(_project.WriteTimes, Is.EqualTo(before));
    }

    [TestCase("obj/", "obj/")]
    [TestCase("obj/debug/", "obj/release/")]
    public async Task Two_concurrent_builds_both_succeed_after_a_change(string first, string second)
    {
        // A change of case, which a comparison by MSBuild's own operators would miss.
        _project.WriteDocument(_project.ReadDocument().Replace("The page number,", "The Page Number,", StringComparison.Ordinal));

        var runs = await Task.WhenAll(new[] { first, second }.Select(folder => _project.GenerateAsync($"-property:IntermediateOutputPath={folder}")));

        Assert.That(runs.Select(run => run.ExitCode), Is.All.Zero, string.Concat(runs.Select(run => run.Output)));
        Assert.That(await ReadGeneratedAsync(), Does.Contain("The Page Number,"));
        Assert.That(Directory.EnumerateDirectories(_project.GetPath("src/GatewayLogs.Generated/obj"), "generate-*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task Without_dotnet_on_the_path_the_generator_runs_with_the_dotnet_of_the_build()
    {
        var path = OperatingSystem.IsWindows() ? Environment.SystemDirectory : Directory.CreateDirectory(_folder.GetPath("bin")).FullName;
        if (!OperatingSystem.IsWindows())
        {
            // MSBuild runs commands in the shell.
            File.CreateSymbolicLink(_folder.GetPath("bin/sh"), "/bin/sh");
        }

        var run = await MSBuild.RunAsync(_project.GetPath(GeneratingProject.Project), path, ["-target:GenerateClient"]);

        Assert.That(run.ExitCode, Is.Zero, run.Output);
    }

    [Test]
    public async Task Dotnet_watch_and_Visual_Studio_track_every_input_of_the_generator()
    {
        var run = await MSBuild.RunAsync(
            Repository.GetPath("src/GatewayLogs.Generated/GatewayLogs.Generated.csproj"), "-getItem:Watch", "-getItem:UpToDateCheckInput",
            "-getItem:GenerateClientInput");
        var items = JObject.Parse(run.Output)["Items"]!;
        var inputs = Names(items["GenerateClientInput"]);

        Assert.That(inputs, Is.SupersetOf(new[] { "ai-gateway-logs.yaml", "Class.liquid", "nswag.json", "CheckDocument.cs", "Directory.Packages.props" }));
        Assert.That(Names(items["Watch"]), Is.SupersetOf(inputs));
        Assert.That(Names(items["UpToDateCheckInput"]), Is.SupersetOf(inputs));
    }

    private static List<string> Names(JToken? items) => [.. items!.Select(item => (string)item["Filename"]! + (string)item["Extension"]!)];

    private async Task<string> ReadGeneratedAsync() =>
        await File.ReadAllTextAsync(_project.GetPath(GeneratingProject.Client)) + await File.ReadAllTextAsync(_project.GetPath(GeneratingProject.Models));

    /// <summary>Runs the generator, which must succeed.</summary>
    /// <returns>Whether NSwag ran.</returns>
    private async Task<bool> GenerateAsync(params string[] arguments)
    {
        var run = await _project.GenerateAsync(arguments);
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        return run.Output.Contains("Generating the client", StringComparison.Ordinal);
    }
}

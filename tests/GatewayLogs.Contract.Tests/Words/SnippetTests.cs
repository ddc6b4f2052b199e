using GatewayLogs.Emulator;

namespace GatewayLogs.Tests;

/// <summary>
/// The C# snippets of the documents, executed unchanged; <see cref="ProseTests"/> compares the texts. They use the console, the environment
/// variables and the working folder of the process.
/// </summary>
[NonParallelizable]
public abstract class SnippetTests
{
    private readonly StringWriter _shown = new();

    private TemporaryFolder _folder;
    private (TextWriter Console, string Folder) _before;

    private protected const string OldId = "01J4W6Z5QF3N8H2K7V9XBTCMRD";

    private protected GatewayLogsEmulator Emulator { get; private set; }

    private protected GatewayLogsClient Client { get; private set; }

    /// <summary>Gets the console output.</summary>
    private protected string Shown => _shown.ToString();

    [SetUp]
    public async Task StartAsync()
    {
        _shown.GetStringBuilder().Clear();
        Emulator = await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { Seed = 1, Logs = 120 });
        var now = DateTimeOffset.UtcNow;
        Emulator.AddLogs(
        [
            new EmulatedLog { Id = OldId, CreatedAt = now.AddHours(-2), Success = true, Response = EmulatedBody.FromText("{\"id\":1}") },
            new EmulatedLog { Id = "failed-just-now", CreatedAt = now.AddHours(-1), Success = false, StatusCode = 429, Provider = "openai", Model = "gpt-4o" },
            new EmulatedLog { Id = "failed-last-week", CreatedAt = now.AddDays(-7), Success = false },
        ]);
        SetEnvironment(Emulator.ApiToken, Emulator.AccountId, Emulator.GatewayId, Emulator.BaseAddress.AbsoluteUri);
        Client = new GatewayLogsClient(GatewayLogsClientOptions.FromEnvironment());
        _folder = new TemporaryFolder();
        _before = (Console.Out, Environment.CurrentDirectory);
        Console.SetOut(_shown);
        Environment.CurrentDirectory = _folder.Path;
    }

    [TearDown]
    public async Task StopAsync()
    {
        Console.SetOut(_before.Console);
        Environment.CurrentDirectory = _before.Folder;
        SetEnvironment(null, null, null, null);
        _folder.Dispose();
        await Emulator.DisposeAsync();
    }

    [OneTimeTearDown]
    public void Dispose() => _shown.Dispose();

    private static void SetEnvironment(string? token, string? account, string? gateway, string? address)
    {
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_TOKEN", token);
        Environment.SetEnvironmentVariable("CLOUDFLARE_ACCOUNT_ID", account);
        Environment.SetEnvironmentVariable("CLOUDFLARE_GATEWAY_ID", gateway);
        Environment.SetEnvironmentVariable("CLOUDFLARE_API_BASE_URL", address);
    }
}

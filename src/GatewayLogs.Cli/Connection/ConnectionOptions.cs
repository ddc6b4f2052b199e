using System.CommandLine;

namespace GatewayLogs.Cli.Connection;

/// <summary>The options that say which gateway to talk to, and as whom; each overrides an environment variable, and that the profile.</summary>
internal sealed class ConnectionOptions
{
    public Option<string?> ApiToken { get; } = Create("--api-token", "The API token. Other users of this machine can see it here; prefer CLOUDFLARE_API_TOKEN.", "TOKEN");

    public Option<string?> Account { get; } = Create("--account", "The id of the account, instead of CLOUDFLARE_ACCOUNT_ID.", "ID");

    public Option<string?> Gateway { get; } = Create("--gateway", "The id of the gateway, instead of CLOUDFLARE_GATEWAY_ID.", "ID");

    public Option<string?> BaseAddress { get; } = Create("--base-url", "The address of the API, instead of CLOUDFLARE_API_BASE_URL.", "URL");

    public Option<string?> Profile { get; } = Create("--profile", "The table of the profile file to take from, instead of GWLOGS_PROFILE. Default: default. See: gwlogs doctor --help", "NAME");

    public Option<bool> Emulator { get; } = new("--emulator")
    {
        Description = "Talks to an emulator with made-up logs, started for this command alone.",
    };

    public Option<bool> NoRateLimit { get; } = new("--no-rate-limit")
    {
        Description = "Sends requests as fast as they are answered. For an emulator: Cloudflare blocks a token for five minutes.",
    };

    public void AddTo(Command command)
    {
        command.Add(ApiToken);
        command.Add(Account);
        command.Add(Gateway);
        command.Add(BaseAddress);
        command.Add(Profile);
        command.Add(Emulator);
        command.Add(NoRateLimit);
    }

    private static Option<string?> Create(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}

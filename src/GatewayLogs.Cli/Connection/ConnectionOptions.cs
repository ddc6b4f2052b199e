using System.CommandLine;
using GatewayLogs.Cli.Help;

namespace GatewayLogs.Cli.Connection;

/// <summary>The options for the gateway and the credentials. Each overrides an environment variable, which overrides the profile.</summary>
internal sealed class ConnectionOptions
{
    public Option<string?> ApiToken { get; } = Create(
        "--api-token", "The API token. Other users of this machine can see command lines; prefer CLOUDFLARE_API_TOKEN.", "TOKEN");

    public Option<string?> Account { get; } = Create("--account", "The account id. Overrides CLOUDFLARE_ACCOUNT_ID.", "ID");

    public Option<string?> Gateway { get; } = Create("--gateway", "The gateway id. Overrides CLOUDFLARE_GATEWAY_ID.", "ID");

    public Option<string?> BaseAddress { get; } = Create("--base-url", "The base URL of the API. Overrides CLOUDFLARE_API_BASE_URL.", "URL");

    public Option<bool?> AllowInsecureHttp { get; } = new("--allow-insecure-http")
    {
        Description = "Allows http in --base-url for another machine, such as an emulator in another container. Overrides GWLOGS_ALLOW_INSECURE_HTTP.",
        HelpName = "true|false",
    };

    public Option<string?> Profile { get; } = Create(
        "--profile", "The profile to use. Overrides GWLOGS_PROFILE. Default: default. See: gwlogs doctor --help", "NAME");

    public Option<bool> Emulator { get; } = new("--emulator")
    {
        Description = "Uses an emulator with generated logs, started for this command.",
    };

    public Option<string?> RateLimit { get; } = Create(
        "--rate-limit",
        "The requests per five minutes that all gwlogs processes with this token may send, 1 to 1200, or none for an emulator. Cloudflare blocks a " +
        "token beyond 1200, which include deployments. Overrides GWLOGS_RATE_LIMIT. Default: 1180.",
        "N|none");

    public Option<string?> Timeout { get; } = Create(
        "--timeout",
        "The time that a call may take, with its retries and waits for the rate limit, from 1s to 24d. Default: 100s; commands that send many "
        + "requests wait for the rate limit as long as needed.",
        "DURATION");

    public Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Prints each request to standard error: method, path, status, time, cf-ray and attempt.",
    };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Prints no progress and no notices, only errors and warnings." };

    /// <summary>Gets the options that have an effect only if requests are sent, in the order of the help.</summary>
    public IReadOnlyList<Option> ForRequests =>
        [ApiToken, Account, Gateway, BaseAddress, AllowInsecureHttp, Profile, Emulator, RateLimit, Timeout, Verbose];

    /// <summary>Gets the options in the order of the help.</summary>
    public IReadOnlyList<Option> All => [.. ForRequests, Quiet];

    public void AddTo(Command command)
    {
        command.Add(HelpGroup.Connection, All);
    }

    private static Option<string?> Create(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}

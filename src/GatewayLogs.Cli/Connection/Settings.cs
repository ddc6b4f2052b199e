using System.CommandLine;

namespace GatewayLogs.Cli.Connection;

/// <summary>Which gateway to talk to and as whom: what a flag says, else the environment, else the profile.</summary>
internal sealed class Settings
{
    private readonly Profile? _profile;
    private readonly bool _isPaced;

    private Settings(ConnectionOptions connection, ParseResult result)
    {
        (string? Value, string Source) profile = result.GetValue(connection.Profile) is { } flag ? (flag, "--profile") : (Variable("GWLOGS_PROFILE"), "GWLOGS_PROFILE");
        _profile = Profile.Read(profile.Value);
        Account = Find(result, connection.Account, "CLOUDFLARE_ACCOUNT_ID", "account");
        Gateway = Find(result, connection.Gateway, "CLOUDFLARE_GATEWAY_ID", "gateway");
        BaseAddress = Find(result, connection.BaseAddress, "CLOUDFLARE_API_BASE_URL", "base-url") is { Value: not null } address
            ? address
            : new Setting("base-url", GatewayLogsClientOptions.DefaultBaseAddress.AbsoluteUri, "the default");
        Credentials = GetCredentials(result, connection);
        _isPaced = !result.GetValue(connection.NoRateLimit);
    }

    public Setting Account { get; }

    public Setting Gateway { get; }

    public Setting BaseAddress { get; }

    /// <summary>An API token, or an e-mail address and a global key: the first that there are.</summary>
    public IReadOnlyList<Setting> Credentials { get; }

    public IEnumerable<Setting> All => [Account, Gateway, BaseAddress, .. Credentials];

    /// <summary>What to tell about the profile file; null when nothing is wrong with it.</summary>
    public string? Warning => _profile is { IsExposed: true } ? $"{Profile.Path} holds secrets and can be read by others on this machine. Run: chmod 600 {Profile.Path}" : null;

    public static Settings Read(ConnectionOptions connection, ParseResult result) => new(connection, result);

    public GatewayLogsClientOptions ToOptions()
    {
        string? Value(string name) => Credentials.FirstOrDefault(setting => setting.Name == name)?.Value;
        return new GatewayLogsClientOptions
        {
            AccountId = Account.Value,
            GatewayId = Gateway.Value,
            BaseAddress = GatewayLogsClientOptions.ParseBaseAddress(BaseAddress.Value!),
            ApiToken = Value("api-token"),
            Email = Value("email"),
            ApiKey = Value("api-key"),
            RateLimiting = _isPaced,
        };
    }

    private Setting[] GetCredentials(ParseResult result, ConnectionOptions connection)
    {
        var flagged = result.GetValue(connection.ApiToken) is { } token ? new Setting("api-token", token, "--api-token") { IsSecret = true } : null;
        Setting[][] kinds =
        [
            [flagged ?? OfVariable("CLOUDFLARE_API_TOKEN", "api-token")],
            [OfVariable("CLOUDFLARE_EMAIL", "email"), OfVariable("CLOUDFLARE_API_KEY", "api-key")],
            [OfProfile("api-token")],
            [OfProfile("email"), OfProfile("api-key")],
        ];
        return Array.Find(kinds, kind => kind.All(setting => setting.Value is not null))
            ?? Array.Find(kinds, kind => kind.Any(setting => setting.Value is not null)) ?? [new Setting("api-token", null, "anywhere") { IsSecret = true }];
    }

    private Setting Find(ParseResult result, Option<string?> option, string variable, string key)
    {
        if (result.GetValue(option) is { } flag)
        {
            return new Setting(key, flag, option.Name);
        }

        return OfVariable(variable, key) is { Value: not null } found ? found : OfProfile(key);
    }

    private static Setting OfVariable(string variable, string key) => new(key, Variable(variable), variable) { IsSecret = IsSecret(key) };

    private Setting OfProfile(string key) => new(key, _profile?[key], _profile?[key] is null ? "anywhere" : _profile.Source) { IsSecret = IsSecret(key) };

    private static bool IsSecret(string key) => key is "api-token" or "api-key";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

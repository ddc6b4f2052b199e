using System.CommandLine;

namespace GatewayLogs.Cli.Connection;

/// <summary>
/// The gateway and the credentials. Each setting comes from a flag, else from an environment variable, else from the profile.
/// </summary>
internal sealed class Settings
{
    private const string InsecureHttpKey = "allow-insecure-http";

    private const string InsecureHttpVariable = "GWLOGS_ALLOW_INSECURE_HTTP";

    private readonly Profile? _profile;
    private readonly Setting _insecureHttp;

    private Settings(ConnectionOptions connection, ParseResult result)
    {
        (string? Value, string Source) profile = result.GetValue(connection.Profile) is { } flag
            ? (flag, "--profile")
            : (Variable("GWLOGS_PROFILE"), "GWLOGS_PROFILE");
        _profile = Profile.Read(profile.Value);
        Account = Find(result, connection.Account, "CLOUDFLARE_ACCOUNT_ID", "account");
        Gateway = Find(result, connection.Gateway, "CLOUDFLARE_GATEWAY_ID", "gateway");
        BaseAddress = Find(result, connection.BaseAddress, "CLOUDFLARE_API_BASE_URL", "base-url") is { Value: not null } address
            ? address
            : new Setting("base-url", GatewayLogsClientOptions.DefaultBaseAddress.AbsoluteUri, "the default");
        _insecureHttp = result.GetValue(connection.AllowInsecureHttp) is { } allowed
            ? new Setting(InsecureHttpKey, allowed ? "true" : "false", connection.AllowInsecureHttp.Name)
            : FindInEnvironment(InsecureHttpVariable, InsecureHttpKey);
        Credentials = GetCredentials(result, connection);
        RateLimit = Find(result, connection.RateLimit, "GWLOGS_RATE_LIMIT", "rate-limit");
    }

    public Setting Account { get; }

    public Setting Gateway { get; }

    public Setting BaseAddress { get; }

    /// <summary>Gets an API token, or an e-mail address and a global API key; the first source that has all of its values.</summary>
    public IReadOnlyList<Setting> Credentials { get; }

    /// <summary>Gets how many requests may be sent in five minutes; without a value, the client's default.</summary>
    public Setting RateLimit { get; }

    public IEnumerable<Setting> All =>
        [Account, Gateway, BaseAddress, .. Credentials, .. new[] { _insecureHttp, RateLimit }.Where(setting => setting.Value is not (null or "false"))];

    /// <summary>Gets the warnings about settings, with the subject of each.</summary>
    public IEnumerable<(string Subject, string Text)> Warnings
    {
        get
        {
            if (_profile is { IsExposed: true })
            {
                yield return (
                    "profile", $"{Profile.Path} contains secrets and can be read by other users of this machine. Run: chmod 600 '{Profile.Path}'");
            }

            if (IsInsecure && AllowsInsecureHttp)
            {
                yield return (
                    BaseAddress.Name,
                    $"{BaseAddress.Value} is not encrypted: other machines on the network can read the token and the logs. "
                    + $"Use it only with an emulator ({_insecureHttp}).");
            }
        }
    }

    /// <summary>Gets whether the base address uses http for another machine.</summary>
    private bool IsInsecure =>
        Uri.TryCreate(BaseAddress.Value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback;

    private bool AllowsInsecureHttp => _insecureHttp.Value is { } text && (bool.TryParse(text, out var allowed)
        ? allowed
        : throw new FormatException($"{_insecureHttp} is '{text}'. Set it to true or false."));

    public static Settings Read(ConnectionOptions connection, ParseResult result) => new(connection, result);

    public GatewayLogsClientOptions ToOptions()
    {
        if (IsInsecure && !AllowsInsecureHttp)
        {
            throw new FormatException(
                $"{BaseAddress} is {BaseAddress.Value}, which does not use https and would send the token unencrypted. Nothing was sent. "
                + "Correct --base-url or CLOUDFLARE_API_BASE_URL. For an emulator in another container, "
                + $"use --allow-insecure-http or {InsecureHttpVariable}=true.");
        }

        (bool IsMissing, string Names)[] required =
        [
            (Account.Value is null, "--account or CLOUDFLARE_ACCOUNT_ID"),
            (Gateway.Value is null, "--gateway or CLOUDFLARE_GATEWAY_ID"),
            (Credentials.All(setting => setting.Value is null), "--api-token or CLOUDFLARE_API_TOKEN"),
        ];
        if (required.Any(setting => setting.IsMissing))
        {
            throw new FormatException(
                $"Settings are missing. Specify {string.Join(", ", required.Where(setting => setting.IsMissing).Select(setting => setting.Names))}. "
                + "A profile can contain them as well; see: gwlogs doctor. For generated logs, use --emulator.");
        }

        string? Value(string name) => Credentials.FirstOrDefault(setting => setting.Name == name)?.Value;
        var options = new GatewayLogsClientOptions
        {
            AccountId = Account.Value,
            GatewayId = Gateway.Value,
            BaseAddress = GatewayLogsClientOptions.ParseBaseAddress(BaseAddress.Value!),
            ApiToken = Value("api-token"),
            Email = Value("email"),
            ApiKey = Value("api-key"),
            AllowInsecureHttp = AllowsInsecureHttp,
        };
        SharedRateLimit.Apply(RateLimit, options);
        return options;
    }

    private Setting[] GetCredentials(ParseResult result, ConnectionOptions connection)
    {
        var flagged = result.GetValue(connection.ApiToken) is { } token ? new Setting("api-token", token, "--api-token") { IsSecret = true } : null;
        Setting[][] kinds =
        [
            [flagged ?? FromVariable("CLOUDFLARE_API_TOKEN", "api-token")],
            [FromVariable("CLOUDFLARE_EMAIL", "email"), FromVariable("CLOUDFLARE_API_KEY", "api-key")],
            [FromProfile("api-token")],
            [FromProfile("email"), FromProfile("api-key")],
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

        return FindInEnvironment(variable, key);
    }

    private Setting FindInEnvironment(string variable, string key) =>
        FromVariable(variable, key) is { Value: not null } found ? found : FromProfile(key);

    private static Setting FromVariable(string variable, string key) => new(key, Variable(variable), variable) { IsSecret = IsSecret(key) };

    private Setting FromProfile(string key) => new(key, _profile?[key], _profile?[key] is null ? "anywhere" : _profile.Source) { IsSecret = IsSecret(key) };

    private static bool IsSecret(string key) => key is "api-token" or "api-key";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

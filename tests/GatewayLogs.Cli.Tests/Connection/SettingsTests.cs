namespace GatewayLogs.Tests;

public class SettingsTests
{
    private TemporaryFolder _home;

    [SetUp]
    public void CreateHome()
    {
        _home = new TemporaryFolder();
        Directory.CreateDirectory(_home.GetPath("gwlogs"));
    }

    [TearDown]
    public void DeleteHome() => _home.Dispose();

    private string ProfilePath => _home.GetPath("gwlogs/profiles.toml");

    private void WriteProfiles(string toml, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        File.WriteAllText(ProfilePath, toml);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(ProfilePath, mode);
        }
    }

    private async Task<ToolRun> DoctorAsync(Dictionary<string, string?> environment, params string[] arguments)
    {
        foreach (var name in (string[])["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_ACCOUNT_ID", "CLOUDFLARE_GATEWAY_ID", "CLOUDFLARE_API_BASE_URL"])
        {
            environment.TryAdd(name, null);
        }

        environment["XDG_CONFIG_HOME"] = _home.Path;
        return await CliRunner.RunWithAsync(environment, ["doctor", .. arguments]);
    }

    private const string Profiles = """
        [default]
        account = "account-of-default"
        gateway = "gateway-of-default"
        api-token = "canary-of-default"
        base-url = "http://127.0.0.1:1/"

        [other]
        account = "account-of-other"
        gateway = "gateway-of-other"
        email = "me@example.com"
        api-key = "canary-key"
        base-url = "http://127.0.0.1:1/"
        """;

    [Test]
    public async Task A_flag_overrides_the_environment_which_overrides_the_profile()
    {
        WriteProfiles(Profiles);

        var run = await DoctorAsync(
            new() { ["CLOUDFLARE_GATEWAY_ID"] = "gateway-of-variable", ["CLOUDFLARE_ACCOUNT_ID"] = "account-of-variable" },
            "--account", "account-of-flag");

        Assert.That(run.ExitCode, Is.EqualTo(7), run.Error);
        Assert.That(run.Output.Replace(ProfilePath, "FILE", StringComparison.Ordinal), Does.StartWith("""
            account    account-of-flag  from --account
            gateway    gateway-of-variable  from CLOUDFLARE_GATEWAY_ID
            base-url   http://127.0.0.1:1/  from profile default in FILE
            api-token  set, not shown  from profile default in FILE

            """));
        Assert.That(run.Output + run.Error, Does.Not.Contain("canary"));
    }

    [TestCase("--profile", "other")]
    [TestCase]
    public async Task A_profile_is_selected_by_a_flag_or_a_variable(params string[] arguments)
    {
        WriteProfiles(Profiles);

        var run = await DoctorAsync(new() { ["GWLOGS_PROFILE"] = arguments.Length == 0 ? "other" : "default" }, arguments);

        Assert.That(
            run.Output,
            Does.Contain("account-of-other").And.Contain("email      me@example.com")
                .And.Contain("api-key    set, not shown").And.Not.Contain("canary"));
    }

    /// <summary>A token from the environment and a key from the profile may belong to different users, so they are not combined.</summary>
    [Test]
    public async Task All_credentials_come_from_the_same_source()
    {
        WriteProfiles(Profiles);

        var run = await DoctorAsync(new() { ["CLOUDFLARE_API_TOKEN"] = "canary" }, "--profile", "other");

        Assert.That(run.Output, Does.Contain("api-token  set, not shown  from CLOUDFLARE_API_TOKEN").And.Not.Contain("api-key"));
    }

    [Test]
    public async Task It_warns_if_other_users_can_read_the_profile()
    {
        WriteProfiles(Profiles, UnixFileMode.UserRead | UnixFileMode.GroupRead);

        var run = await CliRunner.RunWithAsync(
            new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = _home.Path, ["CLOUDFLARE_API_BASE_URL"] = "http://127.0.0.1:1/" },
            "count", "--timeout", "1s");

        Assert.That(run.Error, Does.StartWith($"gwlogs: {ProfilePath} contains secrets").And.Contain($"chmod 600 '{ProfilePath}'\n").And.Not.Contain("canary"));
    }

    [TestCase(null, "--allow-insecure-http")]
    [TestCase(null, "--allow-insecure-http", "true")]
    [TestCase("true")]
    [TestCase("profile")]
    public async Task Http_to_another_machine_requires_an_opt_in_and_is_warned_about_once(string? variable, params string[] arguments)
    {
        if (variable == "profile")
        {
            WriteProfiles("[default]\nallow-insecure-http = \"true\"");
        }

        var run = await CountAsync(new() { ["GWLOGS_ALLOW_INSECURE_HTTP"] = variable == "true" ? variable : null }, arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((7, "")), run.Error);
        Assert.That(
            run.Error.Split('\n'),
            Has.One.StartsWith("gwlogs: http://emulator.invalid:8080/ is not encrypted")
                .And.Some.Match("No response arrived|took longer than 1 s"));
    }

    [TestCase(null, "does not use https", "--allow-insecure-http or GWLOGS_ALLOW_INSECURE_HTTP=true")]
    [TestCase("true", "does not use https", "--allow-insecure-http or GWLOGS_ALLOW_INSECURE_HTTP=true", "--allow-insecure-http=false")]
    [TestCase("yes", "allow-insecure-http from GWLOGS_ALLOW_INSECURE_HTTP is 'yes'", "Set it to true or false")]
    public async Task Http_to_another_machine_is_refused_without_an_opt_in(string? variable, string problem, string remedy, params string[] arguments)
    {
        var run = await CountAsync(new() { ["GWLOGS_ALLOW_INSECURE_HTTP"] = variable }, arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.StartWith("gwlogs: ").And.Contain(problem).And.Contain(remedy).And.Not.Contain("canary"));
    }

    [Test]
    public async Task Doctor_shows_the_opt_in_and_its_risk()
    {
        var run = await DoctorAsync(
            new()
            {
                ["CLOUDFLARE_API_TOKEN"] = "canary",
                ["CLOUDFLARE_ACCOUNT_ID"] = "a",
                ["CLOUDFLARE_GATEWAY_ID"] = "g",
                ["CLOUDFLARE_API_BASE_URL"] = "http://emulator.invalid:8080/",
            },
            "--allow-insecure-http");

        Assert.That(run.Output, Does.Contain("allow-insecure-http true  from --allow-insecure-http"));
        Assert.That(run.Output, Does.Contain("base-url   warn  http://emulator.invalid:8080/ is not encrypted"));
        Assert.That(run.Error, Is.Empty);
    }

    private Task<ToolRun> CountAsync(Dictionary<string, string?> environment, string[] arguments)
    {
        foreach (var (name, value) in CliRunner.GetEnvironment(null).Keys.Zip(["canary", "a", "g", "http://emulator.invalid:8080/"]))
        {
            environment[name] = value;
        }

        environment["XDG_CONFIG_HOME"] = _home.Path;
        return CliRunner.RunWithAsync(environment, ["count", "--timeout", "1s", .. arguments]);
    }

    [TestCase("[default]\napi-token = \"canary\nx", "see line 2")]
    [TestCase("[default]\ntoken = \"canary\"", "[default] contains token, which is not a supported setting with a text value. Supported: account, gateway")]
    [TestCase("[default]\naccount = 7", "[default] contains account, which is not a supported setting with a text value")]
    [TestCase("default = \"canary\"", "default is not a table")]
    public async Task A_malformed_profile_is_a_usage_error_without_its_values(string toml, string expected)
    {
        WriteProfiles(toml);

        var run = await DoctorAsync([]);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(expected).And.Not.Contain("canary"));
    }

    [TestCase(true, "Available profiles: default, other")]
    [TestCase(false, "profiles.toml does not exist")]
    public async Task A_missing_profile_is_a_usage_error(bool hasFile, string expected)
    {
        if (hasFile)
        {
            WriteProfiles(Profiles);
        }

        var run = await DoctorAsync([], "--profile", "prod");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain("--profile prod").And.Contain(expected));
    }

    [Test]
    public async Task Doctor_shows_missing_settings()
    {
        var run = await DoctorAsync([]);

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Output, Does.StartWith(
            "account    not set\ngateway    not set\n"
            + "base-url   https://api.cloudflare.com/client/v4/  from the default\napi-token  not set\n"));
    }
}

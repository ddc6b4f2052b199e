using Tomlyn;
using Tomlyn.Model;

namespace GatewayLogs.Cli.Connection;

/// <summary>One table of the profile file: settings that neither a flag nor the environment gives.</summary>
/// <remarks>It prints without its values, some of which are secrets.</remarks>
internal sealed class Profile
{
    public const string DefaultName = "default";

    private static readonly string[] s_secrets = ["api-token", "api-key"];

    private static readonly string[] s_keys = ["account", "gateway", "base-url", "email", .. s_secrets];

    private readonly Dictionary<string, string> _values;

    private Profile(string source, Dictionary<string, string> values) => (Source, _values) = (source, values);

    /// <summary>Where the values came from, in words.</summary>
    public string Source { get; }

    public static string Path { get; } = System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } home ? home : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "gwlogs",
        "profiles.toml");

    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Whether others on this machine can read the secrets of the file.</summary>
    public bool IsExposed => !OperatingSystem.IsWindows()
        && s_secrets.Any(_values.ContainsKey)
        && (File.GetUnixFileMode(Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    /// <summary>Reads a profile; without a name, the one called default if there is one.</summary>
    /// <exception cref="FormatException">The file or the profile is missing or malformed; the message quotes no value of it.</exception>
    public static Profile? Read(string? name)
    {
        if (!File.Exists(Path))
        {
            return name is null ? null : throw new FormatException($"--profile {name}: there is no file {Path}. Create it, with a table [{name}] that holds some of {string.Join(", ", s_keys)}.");
        }

        return Parse(File.ReadAllText(Path), name);
    }

    /// <summary>The same for the text of the file.</summary>
    public static Profile? Parse(string toml, string? name)
    {
        var profiles = Parse(toml);
        if (!profiles.TryGetValue(name ?? DefaultName, out var table))
        {
            return name is null ? null : throw new FormatException($"--profile {name}: {Path} has only {string.Join(", ", profiles.Keys.DefaultIfEmpty("no profiles"))}.");
        }

        return new Profile($"profile {name ?? DefaultName} in {Path}", GetValues(name ?? DefaultName, table));
    }

    public override string ToString() => Source;

    private static TomlTable Parse(string toml)
    {
        try
        {
            return TomlSerializer.Deserialize(toml, ProfileToml.Default.TomlTable) ?? [];
        }
        catch (TomlException exception)
        {
            // Not its message: that may quote a line with a secret.
            throw new FormatException(FormattableString.Invariant($"{Path} is not TOML: look at line {exception.Line ?? 1}. Expected is a table such as [{DefaultName}] with lines such as gateway = \"my-gateway\"."));
        }
    }

    private static Dictionary<string, string> GetValues(string name, object table)
    {
        if (table is not TomlTable entries)
        {
            throw new FormatException($"{Path}: {name} is not a table. Write [{name}], and its settings below it.");
        }

        foreach (var (key, value) in entries)
        {
            if (!s_keys.Contains(key) || value is not string)
            {
                throw new FormatException($"{Path}: [{name}] holds {key}, which is not one of the texts {string.Join(", ", s_keys)}. Correct or remove it.");
            }
        }

        return entries.ToDictionary(entry => entry.Key, entry => (string)entry.Value!);
    }
}

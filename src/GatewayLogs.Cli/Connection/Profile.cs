using System.Globalization;
using GatewayLogs.Cli.Files;
using Tomlyn;
using Tomlyn.Model;

namespace GatewayLogs.Cli.Connection;

/// <summary>
/// A profile: one table of the profile file, with settings that apply when neither a flag nor an environment variable is set.
/// </summary>
/// <remarks><see cref="ToString"/> omits the values, because some are secrets.</remarks>
internal sealed class Profile
{
    public const string DefaultName = "default";

    private static readonly string[] s_secrets = ["api-token", "api-key"];

    private static readonly string[] s_keys = ["account", "gateway", "base-url", "allow-insecure-http", "rate-limit", "email", .. s_secrets];

    private readonly Dictionary<string, string> _values;

    private Profile(string source, Dictionary<string, string> values) => (Source, _values) = (source, values);

    /// <summary>Gets a description of the profile and its file.</summary>
    public string Source { get; }

    /// <summary>Gets the path of the profile file; null if the system has no folder for settings.</summary>
    public static string? Path { get; } = UserFolder.Configuration is { } folder ? System.IO.Path.Combine(folder, "profiles.toml") : null;

    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Gets whether the file contains secrets and other users of this machine can read it.</summary>
    public bool IsExposed => !OperatingSystem.IsWindows() && Path is not null
        && s_secrets.Any(_values.ContainsKey)
        && (File.GetUnixFileMode(Path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0;

    /// <summary>Reads a profile. Without a name, reads the profile "default" if it exists.</summary>
    /// <exception cref="FormatException">The file or the profile is missing or malformed; the message contains no values.</exception>
    public static Profile? Read(string? name)
    {
        if (!File.Exists(Path))
        {
            return name is null ? null : throw new FormatException(Path is null
                ? $"--profile {name}: there is no folder for settings. Set XDG_CONFIG_HOME to an absolute path."
                : $"--profile {name}: {Path} does not exist. Create it with a table [{name}] and any of the keys {string.Join(", ", s_keys)}.");
        }

        return Parse(File.ReadAllText(Path), name);
    }

    /// <summary>Reads a profile from the text of the file.</summary>
    public static Profile? Parse(string toml, string? name)
    {
        var profiles = Parse(toml);
        if (!profiles.TryGetValue(name ?? DefaultName, out var table))
        {
            return name is null ? null : throw new FormatException($"--profile {name}: there is no such profile in {Path}. "
                + $"Available profiles: {string.Join(", ", profiles.Keys.DefaultIfEmpty("none"))}.");
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
            // The message of the exception may quote a line with a secret.
            throw new FormatException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Path} is not valid TOML: see line {exception.Line ?? 1}. "
                + $"Expected a table such as [{DefaultName}] with lines such as gateway = \"my-gateway\"."));
        }
    }

    private static Dictionary<string, string> GetValues(string name, object table)
    {
        if (table is not TomlTable entries)
        {
            throw new FormatException($"{Path}: {name} is not a table. Write [{name}], followed by its settings.");
        }

        foreach (var (key, value) in entries)
        {
            if (!s_keys.Contains(key) || value is not string)
            {
                throw new FormatException($"{Path}: [{name}] contains {key}, which is not a supported setting with a text value. "
                    + $"Supported: {string.Join(", ", s_keys)}. Correct or remove it.");
            }
        }

        return entries.ToDictionary(entry => entry.Key, entry => (string)entry.Value!);
    }
}

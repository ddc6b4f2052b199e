using System.Globalization;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Cli.Stats;

/// <summary>A key to group logs by.</summary>
/// <param name="Name">The name on the command line, and of the column.</param>
/// <param name="GetValue">Returns the value of a log as text; empty if the log has none.</param>
internal sealed record GroupKey(string Name, Func<GatewayLog, string> GetValue)
{
    private const string MetadataPrefix = "metadata.";

    private static readonly GroupKey[] s_known =
    [
        new("model", log => log.Model ?? ""),
        new("provider", log => log.Provider ?? ""),
        new("day", log => Time(log, "yyyy-MM-dd")),
        new("hour", log => Time(log, "yyyy-MM-dd'T'HH'Z'")),
        new("success", log => Flag(log.Success)),
        new("cached", log => Flag(log.Cached)),
        new("status_code", log => log.StatusCode?.ToString(CultureInfo.InvariantCulture) ?? ""),
        new("step", log => log.Step?.ToString(CultureInfo.InvariantCulture) ?? ""),
        new("model_type", log => log.ModelType ?? ""),
        new("request_type", log => log.RequestType ?? ""),
        new("path", log => log.Path ?? ""),
        new("user_agent", log => log.UserAgent ?? ""),
    ];

    /// <summary>Gets the field of a log that the key reads.</summary>
    public string Field => Name is "day" or "hour" ? "created_at" : Name.StartsWith(MetadataPrefix, StringComparison.Ordinal) ? "metadata" : Name;

    /// <summary>Gets the key for days in UTC.</summary>
    public static GroupKey Day { get; } = s_known.Single(key => key.Name == "day");

    public static GroupKey Model { get; } = s_known.Single(key => key.Name == "model");

    /// <summary>Gets the names, for help texts and errors.</summary>
    public static string Names { get; } = string.Join(", ", s_known.Select(key => key.Name).Append(MetadataPrefix + "NAME"));

    /// <summary>Parses a comma-separated list of names.</summary>
    /// <exception cref="FormatException">A name is unknown.</exception>
    public static IReadOnlyList<GroupKey> ParseAll(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(Parse).DistinctBy(key => key.Name)];

    private static GroupKey Parse(string name) =>
        s_known.FirstOrDefault(key => key.Name == name)
        ?? (name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && name.Length > MetadataPrefix.Length
            ? new GroupKey(name, log => MetadataValue(log, name[MetadataPrefix.Length..]))
            : throw new FormatException($"--by: logs cannot be grouped by '{name}'. Expected a comma-separated list of {Names}."));

    /// <summary>Returns the text of a metadata entry; values other than strings as JSON.</summary>
    public static string MetadataValue(GatewayLog log, string name) =>
        log.Metadata is { } metadata && metadata.TryGetValue(name, out var value) && value is not null ? GetText(value) : "";

    public static string GetText(JToken value) => value.Type switch
    {
        JTokenType.String => (string)value!,
        JTokenType.Null => "",
        _ => value.ToString(Newtonsoft.Json.Formatting.None),
    };

    private static string Time(GatewayLog log, string format) =>
        log.CreatedAt?.UtcDateTime.ToString(format, CultureInfo.InvariantCulture) ?? "";

    private static string Flag(bool? flag) => flag switch { true => "true", false => "false", null => "" };
}

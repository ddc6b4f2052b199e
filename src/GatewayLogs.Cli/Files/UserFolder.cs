namespace GatewayLogs.Cli.Files;

/// <summary>The folders of gwlogs in the home folder of the user.</summary>
internal static class UserFolder
{
    private const string Name = "gwlogs";

    /// <summary>Gets the folder for settings; null if the system has none, such as for some services on Windows.</summary>
    public static string? Configuration { get; } = Resolve("XDG_CONFIG_HOME", Environment.SpecialFolder.ApplicationData);

    /// <summary>Gets the folder for state; null if the system has none.</summary>
    public static string? State => Resolve("XDG_STATE_HOME", Environment.SpecialFolder.LocalApplicationData);

    /// <summary>
    /// Returns the folder of gwlogs in the first of two folders that is an absolute path. A relative path would depend on the current folder,
    /// where another user may have placed a file.
    /// </summary>
    internal static string? Resolve(string? variable, string system) =>
        new[] { variable, system }.FirstOrDefault(folder => folder is not null && Path.IsPathFullyQualified(folder)) is { } home
            ? Path.Combine(home, Name)
            : null;

    private static string? Resolve(string variable, Environment.SpecialFolder folder) => Resolve(
        Environment.GetEnvironmentVariable(variable), Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify));
}

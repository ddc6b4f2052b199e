using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Connection;

/// <summary>Configures how many requests all gwlogs processes of a user may send together.</summary>
internal static class SharedRateLimit
{
    private const string None = "none";

    /// <summary>Sets the rate limit, and the file in which the processes with these credentials count their requests.</summary>
    /// <exception cref="FormatException">The value is not a limit.</exception>
    public static void Apply(Setting limit, GatewayLogsClientOptions options)
    {
        options.RateLimit = limit.Value switch
        {
            null => options.RateLimit,
            None => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 1_200 => number,
            var text => throw new FormatException(
                $"{limit.Source}: the rate limit is '{text}'. Expected 1 to 1200 requests per five minutes, or {None} for an emulator."),
        };

        // An emulator on this machine has no limit that processes must share, unless one was given.
        if (options.RateLimit is not null && (limit.Value is not null || !options.BaseAddress.IsLoopback))
        {
            options.RateLimitFile = CreateFolder() is { } folder ? Path.Combine(folder, "requests-" + GetKey(options)) : null;
        }
    }

    /// <summary>Returns a hash of the credentials and the host, which distinguishes files and does not reveal a token.</summary>
    private static string GetKey(GatewayLogsClientOptions options)
    {
        var identity = string.Join('\n', options.BaseAddress.Authority, options.ApiToken, options.Email, options.ApiKey);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..16];
    }

    /// <summary>Returns the folder for the state of gwlogs, or null if there is none, as in a container with a read-only file system.</summary>
    private static string? CreateFolder()
    {
        if (UserFolder.State is not { } folder)
        {
            return null;
        }

        try
        {
            return (OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The process then counts only its own requests, and the headers of the service report those of others.
            return null;
        }
    }
}

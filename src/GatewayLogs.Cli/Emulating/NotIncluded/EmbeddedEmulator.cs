using System.Text.RegularExpressions;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Emulating;

/// <summary>
/// An emulator for one command, in a process of its own: the native build omits the web server and the database to start faster.
/// </summary>
internal static partial class EmbeddedEmulator
{
    /// <summary>An environment variable as the emulator prints it for any shell.</summary>
    [GeneratedRegex("""(?<name>CLOUDFLARE_[A-Z_]+) *= *["']?(?<value>[^"'\s;]+)""")]
    private static partial Regex Variable { get; }

    /// <summary>Starts an emulator with the same logs as the one that is included in other builds.</summary>
    /// <returns>The options of a client for it, and the emulator, which stops when it is disposed.</returns>
    public static async Task<(GatewayLogsClientOptions Options, IAsyncDisposable Emulator)> StartAsync(
        bool hasTraffic, CancellationToken cancellationToken)
    {
        string[] traffic = hasTraffic ? ["--traffic", "2/s"] : [];
        var emulator = EmulatorProgram.Start(["--port", "0", "--seed", "1", "--logs", "200", .. traffic], redirectOutput: true);
        try
        {
            return (await ReadOptionsAsync(emulator.Output, cancellationToken), emulator);
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    private static async Task<GatewayLogsClientOptions> ReadOptionsAsync(StreamReader output, CancellationToken cancellationToken)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        while (variables.Count < 4)
        {
            var line = await output.ReadLineAsync(cancellationToken) ?? throw new CommandFailedException(
                "gwlogs-emulator ended before it printed its address. Run it in this shell to see why.", ExitCodes.Failure);
            foreach (var groups in Variable.Matches(line).Select(match => match.Groups))
            {
                variables[groups["name"].Value] = groups["value"].Value;
            }
        }

        return new GatewayLogsClientOptions
        {
            AccountId = variables["CLOUDFLARE_ACCOUNT_ID"],
            GatewayId = variables["CLOUDFLARE_GATEWAY_ID"],
            ApiToken = variables["CLOUDFLARE_API_TOKEN"],
            BaseAddress = new Uri(variables["CLOUDFLARE_API_BASE_URL"]),
            RateLimit = null,
        };
    }
}

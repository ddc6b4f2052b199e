using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Emulating;
using GatewayLogs.Cli.Mcp;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs mcp</c>, a server of the Model Context Protocol on standard input and output.</summary>
internal static class McpCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var allowBodies = new Option<bool>("--allow-bodies")
        {
            Description = "Also offers conversations and the beginning of bodies, which contain prompts and responses. Default: neither.",
        };
        var command = new Command(
            "mcp",
            "Runs an MCP server on standard input and output. Agents can read logs, statistics and failures with it, and change nothing.")
        {
            allowBodies,
        };
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            async () =>
            {
                var allowsBodies = result.GetValue(allowBodies);
                if (!result.GetValue(connection.Emulator))
                {
                    await LogServer.RunAsync([.. GetArguments(connection, result)], allowsBodies, cancellationToken);
                    return ExitCodes.Success;
                }

                var (options, emulator) = await EmbeddedEmulator.StartAsync(hasTraffic: false, cancellationToken);
                await using (emulator)
                {
                    await LogServer.RunAsync([.. GetArguments(connection, options)], allowsBodies, cancellationToken);
                }

                return ExitCodes.Success;
            },
            cancellationToken));
        return command.WithExamples("gwlogs mcp", "gwlogs mcp --profile staging --allow-bodies");
    }

    /// <summary>Returns the connection options as they were typed.</summary>
    private static IEnumerable<string> GetArguments(ConnectionOptions connection, ParseResult result) =>
        from option in connection.All
        let given = result.GetResult(option)
        where given is { Implicit: false }
        select given.Tokens is [var token] ? $"{option.Name}={token.Value}" : option.Name;

    /// <summary>Returns the connection options for an emulator, which all tools use.</summary>
    private static IEnumerable<string> GetArguments(ConnectionOptions connection, GatewayLogsClientOptions options) =>
    [
        $"{connection.BaseAddress.Name}={options.BaseAddress}",
        $"{connection.Account.Name}={options.AccountId}",
        $"{connection.Gateway.Name}={options.GatewayId}",
        $"{connection.ApiToken.Name}={options.ApiToken}",
        $"{connection.RateLimit.Name}=none",
    ];
}

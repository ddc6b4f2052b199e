using GatewayLogs.Emulator;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace GatewayLogs.Tests;

/// <summary>A process of <c>gwlogs mcp</c>, and the client of the MCP SDK that is connected to it.</summary>
internal sealed class McpProcess(McpClient client, IReadOnlyCollection<string> errors) : IAsyncDisposable
{
    public McpClient Client => client;

    /// <summary>Gets the lines that the process wrote to standard error.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    public static async Task<McpProcess> StartAsync(GatewayLogsEmulator? emulator, params string[] arguments)
    {
        var errors = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = "dotnet",
            Arguments = [CliRunner.Program, "mcp", .. arguments],
            EnvironmentVariables = CliRunner.Alone(CliRunner.GetEnvironment(emulator)),
            StandardErrorLines = errors.Enqueue,
        });
        return new McpProcess(await McpClient.CreateAsync(transport), errors);
    }

    /// <summary>Calls a tool, and returns the texts of its result, the rows first.</summary>
    public async Task<IReadOnlyList<string>> CallAsync(string tool, params (string Name, object? Value)[] parameters)
    {
        var result = await TryCallAsync(tool, parameters);
        Assert.That(result.IsError, Is.Not.True, GetText(result));
        return [.. result.Content.OfType<TextContentBlock>().Select(block => block.Text)];
    }

    /// <summary>Calls a tool that reports an error, and returns the message.</summary>
    public async Task<string> FailAsync(string tool, params (string Name, object? Value)[] parameters)
    {
        var result = await TryCallAsync(tool, parameters);
        Assert.That(result.IsError, Is.True, GetText(result));
        return GetText(result);
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private static string GetText(CallToolResult result) =>
        string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));

    private ValueTask<CallToolResult> TryCallAsync(string tool, (string Name, object? Value)[] parameters) =>
        client.CallToolAsync(tool, parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value));
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GatewayLogs.Cli.Output;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace GatewayLogs.Cli.Mcp;

/// <summary>Runs the command of a tool in this process, and returns what it writes.</summary>
internal sealed class CommandTool : McpServerTool
{
    private readonly LogTool _tool;
    private readonly IReadOnlyList<string> _connection;
    private readonly IReadOnlyList<string> _arguments;
    private readonly IReadOnlyList<string> _parameters;

    public CommandTool(LogTool tool, IReadOnlyList<string> connection)
    {
        (_tool, _connection) = (tool, connection);
        var command = GatewayLogsCommandLine.Create().Subcommands.First(command => command.Name == tool.Command);
        _arguments = [.. command.Arguments.Select(argument => ToolSchema.GetName(argument.Name))];
        _parameters = [.. _arguments, .. tool.Options.Select(ToolSchema.GetName)];
        ProtocolTool = new Tool
        {
            Name = tool.Name,
            Description = command.Description,
            InputSchema = ToolSchema.Create(tool, command),
            Annotations = new ToolAnnotations { ReadOnlyHint = true, DestructiveHint = false, OpenWorldHint = false },
        };
    }

    public override Tool ProtocolTool { get; }

    public override IReadOnlyList<object> Metadata => [];

    public override async ValueTask<CallToolResult> InvokeAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken = default)
    {
        try
        {
            return await RunAsync(request.Params?.Arguments ?? new Dictionary<string, JsonElement>(), cancellationToken);
        }
        catch (FormatException exception)
        {
            return ToolResult.Fail(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The client receives a message without the reason.
            await Console.Error.WriteLineAsync($"gwlogs: {exception}");
            throw;
        }
    }

    private async Task<CallToolResult> RunAsync(IDictionary<string, JsonElement> given, CancellationToken cancellationToken)
    {
        if (given.Keys.Except(_parameters).FirstOrDefault() is { } unknown)
        {
            throw new FormatException($"{_tool.Name} has no parameter '{unknown}'. Expected one of {string.Join(", ", _parameters)}.");
        }

        var values = given.ToDictionary(entry => entry.Key, entry => GetTexts(entry.Key, entry.Value).ToArray());
        string[] Given(string name) => values.GetValueOrDefault(ToolSchema.GetName(name)) ?? [];
        if (_arguments.FirstOrDefault(name => Given(name).Length != 1) is { } missing)
        {
            throw new FormatException($"{_tool.Name} requires one value of the parameter '{missing}'.");
        }

        var limit = GetLimit(Given);
        var result = GatewayLogsCommandLine.Parse(
        [
            _tool.Command, .. _connection, .. _tool.GetArguments(Given),
            .. _tool.Options.Where(option => option != _tool.Limit || limit is null)
                .SelectMany(option => Given(option).Select(value => $"{option}={value}")),
            .. limit is null ? [] : new[] { $"{_tool.Limit}={ToolResult.GetRequested(limit.Value, _tool.HasOthers)}" },
            "--", .. _arguments.SelectMany(Given),
        ]);
        if (result.Errors.Count > 0)
        {
            throw new FormatException(string.Join(' ', result.Errors.Select(error => error.Message)));
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        var (exitCode, captured) = await CapturedOutput.RunAsync(() => result.InvokeAsync(configuration, cancellationToken), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return exitCode == ExitCodes.Success
            ? ToolResult.Create(captured, limit, _tool.HasOthers, Given("--oldest-first") is ["true"])
            : ToolResult.Fail(string.Join('\n', captured.Messages));
    }

    /// <summary>Returns the number of rows; null if the tool has no limit, or a value that the command rejects.</summary>
    private int? GetLimit(Func<string, string[]> given) => _tool.Limit is null ? null : given(_tool.Limit) switch
    {
        [] => ToolResult.DefaultRows,
        [var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0 =>
            rows <= ToolResult.MaxRows ? rows : throw new FormatException(
                $"{_tool.Limit} must be at most {ToolResult.MaxRows}. Narrow the selection instead, for example with --since."),
        _ => null,
    };

    private static IEnumerable<string> GetTexts(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => GetTexts(name, item)),
        JsonValueKind.Object => throw new FormatException($"{name} is an object. Expected a text, a number, a boolean or an array."),
        _ => [value.GetRawText()],
    };
}

using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Selecting;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs get ID</c>.</summary>
internal static class GetCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string?>("ID") { Description = "The id of the log.", Arity = ArgumentArity.ZeroOrOne };
        var output = new OutputOptions { IsSingle = true };
        var command = new Command("get", "Shows one log. Prints a list of fields on a terminal, and a JSON object when piped.") { id };
        output.AddTo(command);
        ZoneOption.AddTo(command);

        // The argument is optional for the parser, because in "get --json ID" it assigns the id to the option, whose value is optional.
        command.Validators.Add(result =>
        {
            if (result.GetValue(id) is null && output.GetFields(result) is null)
            {
                result.AddError("Required argument 'ID' missing for command: 'get'.");
            }
        });
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var (given, fields, zone) = (result.GetValue(id), output.GetFields(result.CommandResult), ZoneOption.Read(result));
            var logs = output.Open(result, given is null ? null : fields);
            var log = await client.GetLogAsync((given ?? fields)!, cancellationToken);
            if (logs is LogTable { HasChosenColumns: false })
            {
                LogFields.Write(TerminalConsole.Open(), zone, log);
                return;
            }

            await logs.WriteAsync([log], cancellationToken);
            await logs.CompleteAsync(cancellationToken);
        });
        return command.WithExamples($"gwlogs get {Examples.Id}", $"gwlogs get {Examples.Id} --json model,cost,response_head");
    }
}

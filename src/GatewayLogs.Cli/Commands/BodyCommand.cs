using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary><c>gwlogs request ID</c> and <c>gwlogs response ID</c>: a stored body.</summary>
internal static class BodyCommand
{
    public static Command Create(string name, string description, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var raw = new Option<bool>("--raw") { Description = "Writes the answer as it came, even if it looks like an envelope." };
        var command = new Command(name, description) { id, raw };
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var unwrap = !result.GetValue(raw);
            using var body = name == "request"
                ? await client.GetLogRequestAsync(result.GetRequiredValue(id), unwrap, cancellationToken)
                : await client.GetLogResponseAsync(result.GetRequiredValue(id), unwrap, cancellationToken);
            if (body.State != GatewayLogBodyState.Stored)
            {
                throw new CommandFailedException(
                    $"There is no {name} to show: {DescribeMissing(body.State)}{(body.HttpResponse.RayId is { } ray ? $" cf-ray: {ray}" : "")}", ExitCodes.NotFound);
            }

            await BodyOutput.WriteAsync(body, cancellationToken);
        });
        return command.WithExamples($"gwlogs {name} {Examples.Id}", $"gwlogs {name} {Examples.Id} > {name}.json");
    }

    private static string DescribeMissing(GatewayLogBodyState state) => state switch
    {
        GatewayLogBodyState.NotStored => "the log has no such body: the gateway does not keep it, or there was none.",
        GatewayLogBodyState.NotYetThere => "the body is not there yet. Try again some seconds later.",
        _ => "there is no such log, or it is gone. Check the id, the account and the gateway.",
    };
}

using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs request ID</c> and <c>gwlogs response ID</c>, which write a stored body.</summary>
internal static class BodyCommand
{
    public static Command Create(string name, string description, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var raw = new Option<bool>("--raw") { Description = "Writes the response as received, without unwrapping an envelope." };
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
                    $"The {name} body is not available: {DescribeMissing(body.State)}{(body.HttpResponse.RayId is { } ray ? $" cf-ray: {ray}" : "")}", ExitCodes.NotFound);
            }

            await BodyOutput.WriteAsync(body, cancellationToken);
        });
        return command.WithExamples($"gwlogs {name} {Examples.Id}", $"gwlogs {name} {Examples.Id} > {name}.json");
    }

    private static string DescribeMissing(GatewayLogBodyState state) => state switch
    {
        GatewayLogBodyState.NotStored => "the gateway did not store it, or the call had none.",
        GatewayLogBodyState.NotYetThere => "it is not stored yet. Try again in a few seconds.",
        _ => "the log does not exist or was deleted. Check the id, --account and --gateway.",
    };
}

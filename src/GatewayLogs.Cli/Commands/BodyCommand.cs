using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs request ID</c> and <c>gwlogs response ID</c>, which write a stored body.</summary>
internal static class BodyCommand
{
    public static Command Create(string name, string description, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The id of the log." };
        var raw = new Option<bool>("--raw") { Description = "Writes the response as received, without unwrapping an envelope." };
        var output = new Option<string?>("--out")
        {
            Description = "Writes the bytes unchanged to this new file, which only you can read, instead of standard output.",
            HelpName = "FILE",
        };
        var command = new Command(name, description) { id, output, raw };
        command.Runs(connection, async (result, client, cancellationToken) =>
        {
            var unwrap = !result.GetValue(raw);
            var path = PathArgument.Parse(output.Name, result.GetValue(output), "Without --out, the body is written there.");
            if (path is not null)
            {
                PrivateFile.RequireNew(path);
            }

            using var body = name == "request"
                ? await client.GetLogRequestAsync(result.GetRequiredValue(id), unwrap, cancellationToken)
                : await client.GetLogResponseAsync(result.GetRequiredValue(id), unwrap, cancellationToken);
            if (body.State != GatewayLogBodyState.Stored)
            {
                throw new CommandFailedException(
                    $"The {name} body is not available: {DescribeMissing(body.State)}{(body.HttpResponse.RayId is { } ray ? $" cf-ray: {ray}" : "")}",
                    ExitCodes.NotFound);
            }

            await BodyOutput.WriteAsync(body, path, cancellationToken);
        });
        return command.WithExamples($"gwlogs {name} {Examples.Id}", $"gwlogs {name} {Examples.Id} --out {name}.json");
    }

    /// <summary>Returns why a body is not available.</summary>
    public static string DescribeMissing(GatewayLogBodyState state) => state switch
    {
        GatewayLogBodyState.NotStored => "the gateway did not store it or no longer has it, or the call had none.",
        GatewayLogBodyState.NotYetThere => "it is not stored yet. Try again in a few seconds.",
        _ => "the log does not exist or was deleted. Check the id, --account and --gateway.",
    };
}

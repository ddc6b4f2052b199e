using System.CommandLine;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Diagnosing;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Commands;

/// <summary>Implements <c>gwlogs doctor</c>, which shows where each setting comes from and checks that it works.</summary>
internal static class DoctorCommand
{
    public static Command Create(ConnectionOptions connection)
    {
        var command = new Command(
            "doctor",
            "Checks the token, gateway, permissions, clock and rate limit. Shows where each setting comes from (a flag, then " +
            "CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_GATEWAY_ID, CLOUDFLARE_API_BASE_URL, " +
            $"then a table of {Profile.Path} with api-token, account, gateway, base-url). Changes nothing.");
        var assumptions = new Option<bool>("--assumptions")
        {
            Description = $"Instead compares the service with the assumptions of this tool, with at most {RawRequests.Limit} requests that read. "
                + "The report contains no content of logs, no ids and no account.",
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object per line." };
        command.Add(assumptions);
        var format = new FormatOption([OutputFormat.Table, OutputFormat.Json, OutputFormat.Jsonl], json);
        format.AddTo(command);
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            async () =>
            {
                var selected = format.Read(result, piped: OutputFormat.Table);
                var isDocument = selected == OutputFormat.Json;
                var rows = selected == OutputFormat.Table ? null : new JsonRows(StandardOutput.WriteAsync, isDocument);
                try
                {
                    return await (result.GetValue(assumptions)
                        ? ReportAssumptionsAsync(connection, result, rows, cancellationToken)
                        : RunAsync(connection, result, new DoctorReport(rows), cancellationToken));
                }
                finally
                {
                    await (rows?.CompleteAsync(cancellationToken) ?? ValueTask.CompletedTask);
                }
            },
            cancellationToken));
        return command.WithExamples("gwlogs doctor", "gwlogs doctor --json", "gwlogs doctor --assumptions");
    }

    private static async Task<int> ReportAssumptionsAsync(
        ConnectionOptions connection, ParseResult result, JsonRows? rows, CancellationToken cancellationToken)
    {
        using var requests = new RawRequests();
        await using var session = await Session.OpenAsync(connection, result, cancellationToken, outer: requests);
        await new AssumptionReport(requests, rows, StandardOutput.WriteAsync).WriteAsync(session.Client, cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<int> RunAsync(ConnectionOptions connection, ParseResult result, DoctorReport report, CancellationToken cancellationToken)
    {
        if (result.GetValue(connection.Emulator))
        {
            await report.WriteAsync(new Setting("settings", "Those of an emulator that was started for this command.", "--emulator"), cancellationToken);
        }
        else
        {
            var settings = Settings.Read(connection, result);
            foreach (var setting in settings.All)
            {
                await report.WriteAsync(setting, cancellationToken);
            }

            foreach (var (subject, warning) in settings.Warnings)
            {
                await report.WriteAsync(Finding.Warn(subject, warning), cancellationToken);
            }
        }

        await using var session = await Session.OpenAsync(connection, result, cancellationToken, warns: false);
        await foreach (var finding in new Diagnosis(session, TimeProvider.System).RunAsync(cancellationToken))
        {
            await report.WriteAsync(finding, cancellationToken);
        }

        return await report.CompleteAsync(cancellationToken);
    }
}

using System.CommandLine;
using System.Text;
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
            "Shows where each setting comes from (a flag, then CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_GATEWAY_ID, CLOUDFLARE_API_BASE_URL, " +
            $"then a table of {Profile.Path} with api-token, account, gateway, base-url), and checks the token, gateway, permissions, clock and rate limit. Changes nothing.");
        var assumptions = new Option<bool>("--assumptions")
        {
            Description = $"Instead compares the service with the assumptions of this tool, with at most {RawRequests.Limit} requests that read. "
                + "The report contains no content of logs, no ids and no account.",
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object per assumption. Requires --assumptions." };
        command.Add(assumptions);
        command.Add(json);
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(
            () => (result.GetValue(assumptions), result.GetValue(json)) switch
            {
                (true, var isJson) => ReportAssumptionsAsync(connection, result, isJson, cancellationToken),
                (false, true) => throw new FormatException(
                    "--json is used without --assumptions, whose report it prints as JSON. Add --assumptions, or remove --json."),
                _ => RunAsync(connection, result, cancellationToken),
            },
            cancellationToken));
        return command.WithExamples("gwlogs doctor", "gwlogs doctor --assumptions");
    }

    private static async Task<int> ReportAssumptionsAsync(
        ConnectionOptions connection, ParseResult result, bool isJson, CancellationToken cancellationToken)
    {
        using var requests = new RawRequests();
        using var http = new HttpClient(requests) { Timeout = Timeout.InfiniteTimeSpan };
        await using var session = await Session.OpenAsync(connection, result, cancellationToken, http: http);
        await new AssumptionReport(requests, isJson, StandardOutput.WriteAsync).WriteAsync(session.Client, cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<int> RunAsync(ConnectionOptions connection, ParseResult result, CancellationToken cancellationToken)
    {
        if (result.GetValue(connection.Emulator))
        {
            await WriteLineAsync("settings", "Those of an emulator that was started for this command.", cancellationToken);
        }
        else
        {
            var settings = Settings.Read(connection, result);
            foreach (var setting in settings.All)
            {
                await WriteLineAsync(setting.Name, setting.Value is null ? setting.Shown : $"{setting.Shown}  from {setting.Source}", cancellationToken);
            }

            if (settings.Warning is { } warning)
            {
                await WriteLineAsync("profile", $"warn  {warning}", cancellationToken);
            }
        }

        await using var session = await Session.OpenAsync(connection, result, cancellationToken, warns: false);
        var code = ExitCodes.Success;
        await foreach (var finding in new Diagnosis(session.Client, TimeProvider.System).RunAsync(cancellationToken))
        {
            await WriteLineAsync(finding.Subject, $"{finding.Status,-4}  {finding.Text}", cancellationToken);
            code = code == ExitCodes.Success ? finding.ExitCode : code;
        }

        return code;
    }

    private static ValueTask WriteLineAsync(string subject, string text, CancellationToken cancellationToken) =>
        StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{subject,-10} {TerminalText.Neutralize(text)}\n"), cancellationToken);
}

using System.CommandLine;
using System.Globalization;
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
        connection.AddTo(command);
        command.SetAction((result, cancellationToken) => CommandRunner.GuardAsync(() => RunAsync(connection, result, cancellationToken), cancellationToken));
        return command.WithExamples("gwlogs doctor");
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

            foreach (var (subject, warning) in settings.Warnings)
            {
                await WriteLineAsync(subject, $"warn  {warning}", cancellationToken);
            }
        }

        await using var session = await Session.OpenAsync(connection, result, cancellationToken, warns: false);
        var code = ExitCodes.Success;
        List<string> statuses = [];
        await foreach (var finding in new Diagnosis(session, TimeProvider.System).RunAsync(cancellationToken))
        {
            await WriteLineAsync(finding.Subject, $"{finding.Status,-4}  {finding.Text}", cancellationToken);
            code = code == ExitCodes.Success ? finding.ExitCode : code;
            statuses.Add(finding.Status);
        }

        await WriteLineAsync("", DescribeTotals(statuses), cancellationToken);
        return code;
    }

    private static string DescribeTotals(List<string> statuses)
    {
        string Count(string status, string name) => string.Create(CultureInfo.InvariantCulture, $"{statuses.Count(other => other == status)} {name}");
        return $"{Count("ok", "ok")}, {Count("warn", "warned")}, {Count("fail", "failed")}, {Count("skip", "not checked")}";
    }

    private static ValueTask WriteLineAsync(string subject, string text, CancellationToken cancellationToken) =>
        StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{subject,-10} {TerminalText.Neutralize(text)}\n"), cancellationToken);
}

using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Writes settings and findings, as lines of text or as JSON objects, and counts the findings.</summary>
internal sealed class DoctorReport(JsonRows? rows)
{
    private readonly List<Finding> _findings = [];

    public ValueTask WriteAsync(Setting setting, CancellationToken cancellationToken) => rows is not null
        ? rows.WriteAsync([("setting", setting.Name), ("value", setting.Shown), ("source", setting.Source)], cancellationToken)
        : WriteAsync(setting.Name, setting.Value is null ? setting.Shown : $"{setting.Shown}  from {setting.Source}", cancellationToken);

    public ValueTask WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        _findings.Add(finding);
        return rows is not null
            ? rows.WriteAsync([("check", finding.Subject), ("status", finding.Status), ("text", finding.Text)], cancellationToken)
            : WriteAsync(finding.Subject, $"{finding.Status,-4}  {finding.Text}", cancellationToken);
    }

    /// <summary>Writes the totals, and returns the exit code of the first failure.</summary>
    public async Task<int> CompleteAsync(CancellationToken cancellationToken)
    {
        if (rows is null)
        {
            await WriteAsync(
                "",
                $"{Count("ok", "ok")}, {Count("warn", "warned")}, {Count("fail", "failed")}, {Count("skip", "not checked")}",
                cancellationToken);
        }

        return _findings.Select(finding => finding.ExitCode).FirstOrDefault(code => code != ExitCodes.Success);
    }

    private string Count(string status, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{_findings.Count(finding => finding.Status == status)} {name}");

    private static ValueTask WriteAsync(string subject, string text, CancellationToken cancellationToken) =>
        StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{subject,-10} {TerminalText.Neutralize(text)}\n"), cancellationToken);
}

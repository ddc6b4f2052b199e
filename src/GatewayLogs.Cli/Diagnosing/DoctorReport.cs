using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Diagnosing;

/// <summary>Writes settings and findings, as lines of text or as one JSON object per line, and counts the findings.</summary>
internal sealed class DoctorReport(bool isJson)
{
    private readonly List<Finding> _findings = [];

    public ValueTask WriteAsync(Setting setting, CancellationToken cancellationToken) => isJson
        ? WriteAsync(cancellationToken, ("setting", setting.Name), ("value", setting.Shown), ("source", setting.Source))
        : WriteAsync(setting.Name, setting.Value is null ? setting.Shown : $"{setting.Shown}  from {setting.Source}", cancellationToken);

    public ValueTask WriteAsync(Finding finding, CancellationToken cancellationToken)
    {
        _findings.Add(finding);
        return isJson
            ? WriteAsync(cancellationToken, ("check", finding.Subject), ("status", finding.Status), ("text", finding.Text))
            : WriteAsync(finding.Subject, $"{finding.Status,-4}  {finding.Text}", cancellationToken);
    }

    /// <summary>Writes the totals, and returns the exit code of the first failure.</summary>
    public async Task<int> CompleteAsync(CancellationToken cancellationToken)
    {
        if (!isJson)
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

    private static ValueTask WriteAsync(CancellationToken cancellationToken, params (string Name, string Value)[] members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, LogJson.Options))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return StandardOutput.WriteAsync((byte[])[.. buffer.WrittenSpan, (byte)'\n'], cancellationToken);
    }
}

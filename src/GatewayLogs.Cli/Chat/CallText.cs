using System.Globalization;
using GatewayLogs.Cli.Output;
using Microsoft.Extensions.AI;

namespace GatewayLogs.Cli.Chat;

/// <summary>Writes a line about a call: provider, model, status, tokens, cost, durations and time.</summary>
internal static class CallText
{
    public static string Write(GatewayLog log, ChatResponse? response, TimeZoneInfo zone)
    {
        var (input, output) = (response?.Usage?.InputTokenCount ?? log.TokensIn, response?.Usage?.OutputTokenCount ?? log.TokensOut);
        return string.Join(", ", new[]
        {
            $"{log.Provider} {log.Model}".Trim(),
            log.StatusCode is { } status ? Invariant($"status {status}{(log.Cached == true ? " (cached)" : "")}") : null,
            response?.FinishReason is { } reason ? $"finished: {reason.Value}" : null,
            input is { } tokens ? Invariant($"{tokens:N0} tokens in") : null,
            output is { } generated ? Invariant($"{generated:N0} tokens out") : null,
            log.Cost is { } cost ? Invariant($"${cost}") : null,
            log.Duration is { } duration ? Invariant($"{duration:N0} ms") : null,
            log.Timings?.Latency is { } latency ? Invariant($"first byte after {latency:N0} ms") : null,
            log.CreatedAt is { } instant ? ZonedTime.Format(instant, zone) : null,
        }.Where(part => !string.IsNullOrEmpty(part)));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

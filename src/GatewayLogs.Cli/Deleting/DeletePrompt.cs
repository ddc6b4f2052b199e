using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Output;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Deleting;

/// <summary>
/// Prints the preview, the prompt and the report of a deletion: to standard output, or to standard error if the output is JSON.
/// </summary>
internal sealed class DeletePrompt(string gatewayId, bool isConfirmed, bool isDryRun, bool isJson)
{
    private const int MaxNamedLogs = 5;

    /// <summary>Gets whether a prompt can be shown. Piped input is not accepted as confirmation.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Gets the number of logs in the confirmed preview; null before.</summary>
    public long? Shown { get; private set; }

    public async ValueTask WriteLineAsync(string line)
    {
        var shown = TerminalText.Neutralize(line);
        if (isJson)
        {
            await CommandRunner.WriteErrorAsync(shown);
        }
        else
        {
            await WriteAsync(Encoding.UTF8.GetBytes($"{shown}\n"));
        }
    }

    /// <summary>Writes to standard output.</summary>
    public static async ValueTask WriteAsync(ReadOnlyMemory<byte> output)
    {
        try
        {
            await StandardOutput.WriteAsync(output, CancellationToken.None);
        }
        catch (OutputClosedException)
        {
            // The reader closed the pipe. Continue: silently skipping a deletion that was requested would be worse than losing its output.
        }
    }

    /// <summary>Shows a preview, and returns whether the deletion is confirmed.</summary>
    public async Task<bool> ConfirmAsync(GatewayLogDeletePreview preview, CancellationToken cancellationToken)
    {
        await ShowAsync(preview);
        if (isDryRun)
        {
            await WriteLineAsync("Nothing was deleted. To delete these logs, use --yes instead of --dry-run.");
            return false;
        }

        // A confirmation covers only the logs that were shown. If more logs match later, a user has to confirm the new preview.
        var isFirst = Shown is null;
        Shown = preview.Count;
        return (isConfirmed && isFirst) || await AskAsync(cancellationToken)
            ? true
            : throw new CommandFailedException("The typed text is not the name of the gateway. Nothing was deleted.", ExitCodes.DeleteRefused);
    }

    /// <summary>Prints that no logs match.</summary>
    public async Task ShowEmptyAsync(GatewayLogDeleteReport report)
    {
        await ShowTooRecentAsync(report.TooRecent, report.CreatedBefore);
        await WriteLineAsync("No logs match. Nothing was deleted.");
    }

    /// <summary>Prints what was requested and observed; nothing if no request was sent.</summary>
    public async Task ShowAsync(GatewayLogDeleteReport report)
    {
        if (report.Requests == 0)
        {
            return;
        }

        await WriteLineAsync(Invariant($"requested  {report.Requested} in {report.Requests} requests, {report.Verified} verified"));
        var remaining = report.Remaining?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
        await WriteLineAsync(Invariant(
            $"deleted {report.Observed}, remaining {remaining} (checked {report.CheckedAt:yyyy-MM-dd HH:mm:ss'Z'})"));
        if (report.Missing is { Count: > 0 } missing)
        {
            var others = missing.Count > MaxNamedLogs ? Invariant($" and {missing.Count - MaxNamedLogs} more") : "";
            await WriteLineAsync(Invariant(
                $"missing    {missing.Count} logs that were not requested: {string.Join(", ", missing.Take(MaxNamedLogs))}{others}"));
        }

        if (report.ReportedRemaining is > 0 and var left)
        {
            await WriteLineAsync(Invariant($"reported   {left} matching logs in the service's last response to a deletion"));
        }

        if (report.Changed > 0)
        {
            await WriteLineAsync(Invariant($"changed    {report.Changed} since their export, and not deleted. Run the command again with another file."));
        }

        if (report.AlreadyGone > 0)
        {
            await WriteLineAsync(Invariant($"gone       {report.AlreadyGone} deleted by another client first"));
        }

        if (!report.IsComplete)
        {
            await WriteLineAsync("Some of the requested logs are still listed. The service may still delete them; it is safe to run the command again.");
        }

        await WriteLineAsync("Earlier exports still contain these logs.");
    }

    private async Task ShowAsync(GatewayLogDeletePreview preview)
    {
        await ShowTooRecentAsync(preview.TooRecent, preview.CreatedBefore);
        await WriteLineAsync(Invariant($"selected   {preview.Count} of gateway {gatewayId}, {preview.Verified} verified"));
        await WriteLineAsync($"oldest     {Describe(preview.Oldest)}");
        await WriteLineAsync($"newest     {Describe(preview.Newest)}");
        foreach (var log in preview.First)
        {
            await WriteLineAsync($"such as    {Describe(log)}");
        }
    }

    private async Task ShowTooRecentAsync(long count, DateTimeOffset? bound)
    {
        if (count > 0)
        {
            await WriteLineAsync(Invariant(
                $"left out   {count} created at {InstantText.Write(bound!.Value)} or later: logs of the last minute are not deleted"));
        }
    }

    /// <summary>Asks for the name of the gateway, which is unlikely to be typed by accident.</summary>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        using var paused = LiveLine.Pause();
        var question = $"To delete these logs, type the name of the gateway, {gatewayId}: ";
        await (isJson ? Console.Error : Console.Out).WriteAsync(question.AsMemory(), cancellationToken);

        // A console read cannot be canceled, so it is abandoned; the process ends before its result is used.
        var line = Task.Run(Console.In.ReadLine, CancellationToken.None);
        try
        {
            return await line.WaitAsync(cancellationToken) == gatewayId;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync();
            throw;
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Describe(GatewayLog? log) =>
        log is null ? "unknown" : $"{(log.CreatedAt is { } instant ? InstantText.Write(instant) : "-")}  {log.Id}  {log.Model}";
}

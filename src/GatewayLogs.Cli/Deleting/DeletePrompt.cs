using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Deleting;

/// <summary>What a deletion prints, and the confirmation it asks for.</summary>
internal sealed class DeletePrompt(string gatewayId, bool isConfirmed, bool isDryRun)
{
    private const int MaxNamedLogs = 5;

    private bool _isOnProgressLine;

    /// <summary>Gets whether a person can be asked. Text in a pipe is not a confirmation.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Gets how many logs the preview showed that was confirmed last; null before.</summary>
    public long? Shown { get; private set; }

    public static async ValueTask WriteLineAsync(string line)
    {
        try
        {
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{TerminalText.Neutralize(line)}\n"), CancellationToken.None);
        }
        catch (OutputClosedException)
        {
            // The reader has closed the pipe. What was ordered is still done: a deletion that silently did not happen is the worse surprise.
        }
    }

    /// <summary>Shows a preview, and returns whether it is confirmed.</summary>
    public async Task<bool> ConfirmAsync(GatewayLogDeletePreview preview, CancellationToken cancellationToken)
    {
        await ShowAsync(preview);
        if (isDryRun)
        {
            await WriteLineAsync("Nothing was deleted. To delete them, give --yes instead of --dry-run.");
            return false;
        }

        // A confirmation is for the logs that were shown: when more match by then, the next preview is confirmed by a person.
        var isFirst = Shown is null;
        Shown = preview.Count;
        return (isConfirmed && isFirst) || await AskAsync(cancellationToken)
            ? true
            : throw new Commands.CommandFailedException("That is not the name of the gateway. Nothing was deleted.", ExitCodes.DeleteRefused);
    }

    /// <summary>Prints that no log is selected.</summary>
    public static async Task ShowEmptyAsync(GatewayLogDeleteReport report)
    {
        await ShowTooRecentAsync(report.TooRecent, report.CreatedBefore);
        await WriteLineAsync("No logs are selected: there is nothing to delete.");
    }

    /// <summary>Prints what was requested and observed, if anything was.</summary>
    public static async Task ShowAsync(GatewayLogDeleteReport report)
    {
        if (report.Requests == 0)
        {
            return;
        }

        await WriteLineAsync(Invariant($"requested  {report.Requested} in {report.Requests} requests, {report.Verified} verified"));
        await WriteLineAsync(Invariant($"deleted {report.Observed}, remaining {report.Remaining?.ToString(CultureInfo.InvariantCulture) ?? "unknown"} (checked {report.CheckedAt:yyyy-MM-dd HH:mm:ss'Z'})"));
        if (report.Missing is { Count: > 0 } missing)
        {
            var others = missing.Count > MaxNamedLogs ? Invariant($" and {missing.Count - MaxNamedLogs} more") : "";
            await WriteLineAsync(Invariant($"missing    {missing.Count} logs that no request named: {string.Join(", ", missing.Take(MaxNamedLogs))}{others}"));
        }

        if (report.ReportedRemaining is > 0 and var left)
        {
            await WriteLineAsync(Invariant($"reported   {left} matching logs by the service's last response to a request to delete"));
        }

        if (report.Changed > 0)
        {
            await WriteLineAsync(Invariant($"changed    {report.Changed} since their export, and left. Run the command again with another file."));
        }

        if (report.AlreadyGone > 0)
        {
            await WriteLineAsync(Invariant($"gone       {report.AlreadyGone} before they were deleted here"));
        }

        if (!report.IsComplete)
        {
            await WriteLineAsync("Not all of them were observed to be gone. The service may still delete what was requested; deleting again is safe.");
        }

        await WriteLineAsync("Earlier exports of these logs still hold them.");
    }

    /// <summary>Shows on a terminal how far a long deletion has come, in one line that is overwritten.</summary>
    public void ShowProgress(GatewayLogDeleteReport report)
    {
        if (!Console.IsErrorRedirected && report.Requests > 0)
        {
            Console.Error.Write(Invariant($"\rrequested {report.Requested}, deleted {report.Observed} "));
            _isOnProgressLine = true;
        }
    }

    /// <summary>Ends the line that shows the progress.</summary>
    public void EndProgress()
    {
        if (_isOnProgressLine)
        {
            Console.Error.WriteLine();
            _isOnProgressLine = false;
        }
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

    private static async Task ShowTooRecentAsync(long count, DateTimeOffset? bound)
    {
        if (count > 0)
        {
            await WriteLineAsync(Invariant($"left out   {count} that are dated {InstantText.Write(bound!.Value)} or later: the last minute is not deleted"));
        }
    }

    /// <summary>Asks for the name of the gateway, which is not typed by accident.</summary>
    private async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"To delete them, type the name of the gateway, {gatewayId}: "), cancellationToken);

        // A read of the console cannot be cancelled, so it is abandoned: the process ends before its line is used.
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

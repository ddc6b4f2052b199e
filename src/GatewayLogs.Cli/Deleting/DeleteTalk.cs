using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Output;
using GatewayLogs.Json;

namespace GatewayLogs.Cli.Deleting;

/// <summary>What a deletion says, and what it asks.</summary>
internal sealed class DeleteTalk(string gatewayId)
{
    private bool _isOnALine;

    /// <summary>Whether there is somebody to ask. Text in a pipe is no consent.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public static async ValueTask SayAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"{TerminalText.Neutralize(line)}\n"), cancellationToken);
        }
        catch (OutputClosedException)
        {
            // Nobody listens any more, but what was ordered is still meant: a deletion that silently did not happen is the worse surprise.
        }
    }

    public async Task ShowAsync(DeletePreview preview, CancellationToken cancellationToken)
    {
        if (preview.Count == 0)
        {
            await SayAsync("No logs are selected: there is nothing to delete.", cancellationToken);
            return;
        }

        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"selected   {preview.Count} of gateway {gatewayId}"), cancellationToken);
        await SayAsync($"oldest     {Describe(preview.Oldest)}", cancellationToken);
        await SayAsync($"newest     {Describe(preview.Newest)}", cancellationToken);
        foreach (var log in preview.Sample)
        {
            await SayAsync($"such as    {Describe(log)}", cancellationToken);
        }
    }

    public static async Task ShowAsync(DeleteOutcome outcome, CancellationToken cancellationToken)
    {
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"requested  {outcome.Requested}"), cancellationToken);
        await SayAsync(string.Create(CultureInfo.InvariantCulture, $"observed   {outcome.Observed}"), cancellationToken);
        if (outcome.Changed > 0)
        {
            await SayAsync(string.Create(CultureInfo.InvariantCulture, $"changed    {outcome.Changed} since their export, and left alone. Run it again with another file."), cancellationToken);
        }

        if (outcome.Gone > 0)
        {
            await SayAsync(string.Create(CultureInfo.InvariantCulture, $"gone       {outcome.Gone} before they were deleted here"), cancellationToken);
        }

        if (!outcome.IsComplete)
        {
            await SayAsync("The service has not deleted all within five minutes. It may still do so; repeating the command does no harm.", cancellationToken);
        }
    }

    /// <summary>Asks for the name of the gateway, which nobody types by accident.</summary>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        await StandardOutput.WriteAsync(Encoding.UTF8.GetBytes($"To delete them, type the name of the gateway, {gatewayId}: "), cancellationToken);
        return await Console.In.ReadLineAsync(cancellationToken) == gatewayId;
    }

    /// <summary>Tells whoever watches a long deletion how far it has come.</summary>
    public void ShowProgress(long requested, long observed)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\rrequested {requested}, observed {observed} "));
            _isOnALine = true;
        }
    }

    /// <summary>Leaves the line that tells how far it has come.</summary>
    public void EndProgress()
    {
        if (_isOnALine)
        {
            Console.Error.WriteLine();
            _isOnALine = false;
        }
    }

    private static string Describe(GatewayLog? log) =>
        log is null ? "unknown" : $"{(log.CreatedAt is { } instant ? WireInstant.TextOf(instant) : "-")}  {log.Id}  {log.Model}";
}

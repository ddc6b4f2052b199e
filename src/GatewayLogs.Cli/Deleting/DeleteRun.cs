using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;

namespace GatewayLogs.Cli.Deleting;

/// <summary>One run of <c>gwlogs delete</c>: preview, confirmation, export, deletion, and the report that is printed however it ends.</summary>
internal sealed class DeleteRun(Session session, GatewayLogDeleteQuery query, DeletePrompt prompt)
{
    private readonly ClockSkewWarning _clock = new(session.Client);

    private GatewayLogDeleteReport _report = new();

    /// <summary>The preview that was confirmed before an export; null before.</summary>
    private GatewayLogDeletePreview? _confirmed;

    public GatewayLogDeleteVerification Verification { get; init; }

    /// <summary>Gets the file that the logs are written to before they are deleted; null for none.</summary>
    public string? ExportPath { get; init; }

    /// <summary>Deletes what is confirmed.</summary>
    /// <param name="receiptPath">The file that the report is written to; null for none.</param>
    /// <param name="cancellationToken">Ends the deletion between two requests.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string? receiptPath, CancellationToken cancellationToken)
    {
        // The file must be there before anything is sent: a deletion without its receipt could not be taken back.
        await using var receipt = receiptPath is null ? null : DeleteReceipt.Create(receiptPath, session, query);
        var exitCode = ExitCodes.Failure;
        string? message = null;
        try
        {
            await (ExportPath is null ? DeleteAsync(cancellationToken) : ExportAndDeleteAsync(ExportPath, cancellationToken));
            exitCode = GetExitCode(_report);
            return exitCode;
        }
        catch (Exception exception)
        {
            var failure = Describe(exception, cancellationToken);
            (exitCode, message) = (failure.ExitCode, failure.Message);
            throw failure;
        }
        finally
        {
            prompt.EndProgress();
            await DeletePrompt.ShowAsync(_report);
            if (receipt is not null)
            {
                await receipt.WriteAsync(_report, exitCode, message);
            }
        }
    }

    private async Task DeleteAsync(CancellationToken cancellationToken)
    {
        var options = new GatewayLogDeleteOptions
        {
            Verification = Verification,
            Confirm = ConfirmAsync,
        };
        _report = await session.Client.DeleteMatchingLogsAsync(query, options, new SynchronousProgress<GatewayLogDeleteReport>(Note), cancellationToken);
        await ShowIfEmptyAsync(_report);
    }

    private async Task ExportAndDeleteAsync(string path, CancellationToken cancellationToken)
    {
        ExportedLogs.RequireNew(path);
        var options = new GatewayLogDeleteOptions
        {
            Confirm = async (preview, token) =>
            {
                _confirmed = await ConfirmAsync(preview, token) ? preview : null;
                return false; // What is exported is deleted by its ids, in a deletion of its own.
            },
        };
        await ShowIfEmptyAsync(await session.Client.DeleteMatchingLogsAsync(query, options, cancellationToken: cancellationToken));
        if (_confirmed is not { } confirmed)
        {
            return;
        }

        var exported = new ExportedLogs(path);
        var hashes = await exported.WriteAsync(session.Client, Selected(confirmed), cancellationToken);
        await DeletePrompt.WriteLineAsync(FormattableString.Invariant($"exported   {hashes.Count} to {path}, verified"));
        if (hashes.Count > confirmed.Count)
        {
            throw MoreThanShown(confirmed.Count, hashes.Count);
        }

        if (hashes.Count > 0)
        {
            _report = await session.Client.DeleteMatchingLogsAsync(
                new GatewayLogDeleteQuery { Filters = [new GatewayLogFilter(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. hashes.Keys])] },
                new GatewayLogDeleteOptions { Condition = log => ExportedLogs.IsUnchanged(log, hashes) },
                new SynchronousProgress<GatewayLogDeleteReport>(Note),
                cancellationToken);
        }
    }

    private async Task<bool> ConfirmAsync(GatewayLogDeletePreview preview, CancellationToken cancellationToken)
    {
        await _clock.WriteIfSkewedAsync();
        return prompt.Shown is { } shown && !DeletePrompt.CanAsk
            ? throw MoreThanShown(shown, preview.Count)
            : await prompt.ConfirmAsync(preview, cancellationToken);
    }

    /// <summary>Says that no log is selected, which needs no confirmation.</summary>
    private async Task ShowIfEmptyAsync(GatewayLogDeleteReport report)
    {
        if (report.Selected == 0)
        {
            await _clock.WriteIfSkewedAsync();
            await DeletePrompt.ShowEmptyAsync(report);
        }
    }

    /// <summary>The logs that the preview counted.</summary>
    private GatewayLogQuery Selected(GatewayLogDeletePreview preview) => new()
    {
        Filters = preview.CreatedBefore is { } bound ? [.. query.Filters, LogFilter.CreatedAt.Before(bound)] : query.Filters,
    };

    private void Note(GatewayLogDeleteReport report)
    {
        _report = report;
        prompt.ShowProgress(report);
    }

    private static int GetExitCode(GatewayLogDeleteReport report) => report switch
    {
        { Requests: 0 } => ExitCodes.Success,
        { IsComplete: false } => ExitCodes.DeleteRefused,
        { Changed: > 0 } => ExitCodes.Partial,
        _ => ExitCodes.Success,
    };

    private static CommandFailedException MoreThanShown(long shown, long now) => new(
        FormattableString.Invariant($"The deletion is refused. {now} logs match by now, and the preview showed {shown}. Nothing was deleted. Run the command again, or end the selection with --until."),
        ExitCodes.DeleteRefused);

    /// <summary>Returns the failure that the command ends with, and says what is not in its report.</summary>
    private CommandFailedException Describe(Exception exception, CancellationToken cancellationToken)
    {
        var (message, exitCode) = exception switch
        {
            CommandFailedException failure => (failure.Message, failure.ExitCode),
            OperationCanceledException when cancellationToken.IsCancellationRequested => (_report.Requests == 0 ? "Nothing was deleted." : "The deletion was interrupted. What was requested is deleted all the same.", ExitCodes.Interrupted),
            GatewayLogsFilterIgnoredException ignored => ($"The deletion {(_report.Requests == 0 ? "is refused" : "was stopped")}. {ServiceFailure.Describe(ignored)} List the logs with the same conditions to see which the service returns.", ExitCodes.DeleteRefused),
            GatewayLogsException failure => (ServiceFailure.Describe(failure), ServiceFailure.GetExitCode(failure)),
            ArgumentException failure => (CommandRunner.WithoutParameter(failure), ExitCodes.Usage),
            FormatException failure => (failure.Message, ExitCodes.Usage),
            _ => (exception.Message, ExitCodes.Failure),
        };
        return new CommandFailedException(message, exitCode);
    }
}

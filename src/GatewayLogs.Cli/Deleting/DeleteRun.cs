using System.Globalization;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Deleting;

/// <summary>Runs <c>gwlogs delete</c>: preview, confirmation, export and deletion. Prints the report even if the deletion fails.</summary>
internal sealed class DeleteRun(Session session, GatewayLogDeleteQuery query, DeletePrompt prompt)
{
    private readonly ClockSkewWarning _clock = new(session.Client);

    private GatewayLogDeleteReport _report = new();

    /// <summary>The preview that was confirmed before an export; null until then.</summary>
    private GatewayLogDeletePreview? _confirmed;

    public GatewayLogDeleteVerification Verification { get; init; }

    /// <summary>Gets the format of the output: text, or JSON, which is that of a receipt.</summary>
    public OutputFormat Format { get; init; } = OutputFormat.Text;

    /// <summary>Gets the file that the logs are exported to before they are deleted; null for none.</summary>
    public string? ExportPath { get; init; }

    /// <summary>Deletes the logs after confirmation.</summary>
    /// <param name="receiptPath">The file that the report is written to; null for none.</param>
    /// <param name="cancellationToken">Cancels the deletion between two requests.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string? receiptPath, CancellationToken cancellationToken)
    {
        // Create the file before sending anything: a deletion whose receipt cannot be written cannot be undone.
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
            await prompt.ShowAsync(_report);
            if (receipt is not null)
            {
                await receipt.WriteAsync(_report, exitCode, message);
            }

            if (Format != OutputFormat.Text)
            {
                await DeletePrompt.WriteAsync(DeleteReceipt.Create(session, query, _report, exitCode, message, Format == OutputFormat.Json));
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
        _report = await session.Client.DeleteMatchingLogsAsync(query, options, new SynchronousProgress<GatewayLogDeleteReport>(OnProgress), cancellationToken);
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
                return false; // The exported logs are deleted by id, in a separate deletion below.
            },
        };
        await ShowIfEmptyAsync(await session.Client.DeleteMatchingLogsAsync(query, options, cancellationToken: cancellationToken));
        if (_confirmed is not { } confirmed)
        {
            return;
        }

        var exported = new ExportedLogs(path);
        var hashes = await exported.WriteAsync(session.Client, GetSelectedLogs(confirmed), cancellationToken);
        await prompt.WriteLineAsync(FormattableString.Invariant($"exported   {hashes.Count} to {path}, verified"));
        if (hashes.Count > confirmed.Count)
        {
            throw CreateMoreLogsException(confirmed.Count, hashes.Count);
        }

        if (hashes.Count > 0)
        {
            _report = await session.Client.DeleteMatchingLogsAsync(
                new GatewayLogDeleteQuery { Filters = [new GatewayLogFilter(GatewayLogFilterKey.Id, GatewayLogFilterOperator.Equal, [.. hashes.Keys])] },
                new GatewayLogDeleteOptions { Condition = log => ExportedLogs.IsUnchanged(log, hashes) },
                new SynchronousProgress<GatewayLogDeleteReport>(OnProgress),
                cancellationToken);
        }
    }

    private async Task<bool> ConfirmAsync(GatewayLogDeletePreview preview, CancellationToken cancellationToken)
    {
        await _clock.WriteIfSkewedAsync();
        return prompt.Shown is { } shown && !DeletePrompt.CanAsk
            ? throw CreateMoreLogsException(shown, preview.Count)
            : await prompt.ConfirmAsync(preview, cancellationToken);
    }

    /// <summary>Prints a message if no logs match. Nothing needs to be confirmed then.</summary>
    private async Task ShowIfEmptyAsync(GatewayLogDeleteReport report)
    {
        if (report.Selected == 0)
        {
            await _clock.WriteIfSkewedAsync();
            await prompt.ShowEmptyAsync(report);
        }
    }

    /// <summary>Returns a query for the logs that the preview counted.</summary>
    private GatewayLogQuery GetSelectedLogs(GatewayLogDeletePreview preview) => new()
    {
        Filters = preview.CreatedBefore is { } bound ? [.. query.Filters, LogFilter.CreatedAt.Before(bound)] : query.Filters,
    };

    private void OnProgress(GatewayLogDeleteReport report)
    {
        _report = report;
        session.Progress.Expect(report.Requests > 0 ? report.Selected : null);
        session.Progress.SetRows(report.Requests > 0 ? report.Observed : report.Verified);
    }

    private static int GetExitCode(GatewayLogDeleteReport report) => report switch
    {
        { Requests: 0 } => ExitCodes.Success,
        { IsComplete: false } => ExitCodes.DeleteRefused,
        { Changed: > 0 } => ExitCodes.Partial,
        _ => ExitCodes.Success,
    };

    private static CommandFailedException CreateMoreLogsException(long shown, long now) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"The deletion was refused. {now} logs match now, but the preview showed {shown}. Nothing was deleted. "
            + $"Run the command again, or limit the selection with --until."),
        ExitCodes.DeleteRefused);

    /// <summary>Returns the exception that the command ends with. Its message omits what the report shows.</summary>
    private CommandFailedException Describe(Exception exception, CancellationToken cancellationToken)
    {
        var (message, exitCode) = exception switch
        {
            CommandFailedException failure => (failure.Message, failure.ExitCode),
            OperationCanceledException when cancellationToken.IsCancellationRequested => (
                _report.Requests == 0
                    ? "Nothing was deleted."
                    : "The deletion was interrupted. The service still deletes the logs that were already requested.",
                ExitCodes.Interrupted),
            GatewayLogsFilterIgnoredException ignored => (
                $"The deletion {(_report.Requests == 0 ? "was refused" : "was stopped")}. {ServiceFailure.Describe(ignored)} "
                + "List the logs with the same conditions to see which logs the service returns.",
                ExitCodes.DeleteRefused),
            GatewayLogsException failure => (session.Describe(failure), ServiceFailure.GetExitCode(failure)),
            ArgumentException failure => (CommandRunner.WithoutParameter(failure), ExitCodes.Usage),
            FormatException failure => (failure.Message, ExitCodes.Usage),
            _ => (exception.Message, ExitCodes.Failure),
        };
        return new CommandFailedException(message, exitCode);
    }
}

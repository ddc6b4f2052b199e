using System.Globalization;
using System.Text;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Updating;

/// <summary>
/// Applies updates line by line. A line that fails is reported and skipped; a failure that would affect every line ends the command.
/// </summary>
internal sealed class UpdateMany(GatewayLogsClient client, LogChanges changes, AppliedLines applied, TextWriter failedLines)
{
    private long _done;

    private long _skipped;

    private long _failed;

    private int _firstFailure;

    /// <summary>Gets the number of lines that were applied, were applied before, and failed, as JSON.</summary>
    public string Summary => Summarize(_done, _skipped, _failed);

    /// <summary>Gets the progress, which counts the lines; null for none.</summary>
    public CommandProgress? Progress { get; init; }

    /// <summary>Returns the numbers of lines or logs as JSON.</summary>
    public static string Summarize(long applied, long appliedBefore, long failed) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"applied":{{applied}},"applied_before":{{appliedBefore}},"failed":{{failed}}}""");

    public async Task<int> RunAsync(TextReader input, CancellationToken cancellationToken)
    {
        try
        {
            // Canceling does not end a read from a pipe.
            for (var number = 1L; await input.ReadLineAsync(cancellationToken).AsTask().WaitAsync(cancellationToken) is { } line; number++)
            {
                Progress?.AddRows(1);
                if (applied.Has(number, Identify(line)))
                {
                    _skipped++;
                }
                else if (!string.IsNullOrWhiteSpace(line))
                {
                    await ApplyAsync(number, line, cancellationToken);
                }
            }
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException(
                "The input is not valid UTF-8. Convert it, for example with: iconv -f latin1 -t utf-8. Earlier lines may have been applied.");
        }
        finally
        {
            await CommandRunner.WarnAsync(string.Create(CultureInfo.InvariantCulture, $"{_done} applied, {_skipped} applied before, {_failed} failed."));
        }

        return _failed == 0 ? ExitCodes.Success : _done + _skipped > 0 ? ExitCodes.Partial : _firstFailure;
    }

    private async Task ApplyAsync(long number, string line, CancellationToken cancellationToken)
    {
        try
        {
            if (changes.IsEmpty)
            {
                var (id, update) = UpdateLine.Parse(line);
                await client.UpdateLogAsync(id, update, cancellationToken);
            }
            else
            {
                await changes.ApplyAsync(client, UpdateLine.ParseId(line), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            var message = exception is ArgumentException argument ? CommandRunner.WithoutParameter(argument) : exception.Message;
            await FailAsync(number, line, message, ExitCodes.Usage);
            return;
        }
        catch (GatewayLogsException exception) when (ServiceFailure.GetExitCode(exception) is ExitCodes.NotFound or ExitCodes.Failure && !exception.IsTransient)
        {
            await FailAsync(number, line, ServiceFailure.Describe(exception), ServiceFailure.GetExitCode(exception));
            return;
        }

        await applied.AddAsync(number, Identify(line), cancellationToken);
        _done++;
    }

    /// <summary>Returns the line with the changes that apply to it, so that a checkpoint with other changes is refused.</summary>
    private string Identify(string line) => changes.IsEmpty ? line : $"{changes.MergesMetadata}\n{changes.Text}\n{line}";

    private async Task FailAsync(long number, string line, string message, int exitCode)
    {
        await failedLines.WriteLineAsync(line);
        _firstFailure = _failed++ == 0 ? exitCode : _firstFailure;
        await CommandRunner.WarnAsync(string.Create(CultureInfo.InvariantCulture, $"line {number}: {message}"));
    }
}

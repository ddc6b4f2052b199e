using System.Buffers;
using System.Globalization;
using GatewayLogs.Cli.Commands;

namespace GatewayLogs.Cli.Decrypting;

/// <summary>
/// Decrypts files line by line, several lines at the same time, and writes them in order. A line that cannot be decrypted is reported and
/// skipped.
/// </summary>
internal sealed class DecryptRun(LogpushKey key, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write)
{
    private const int MaxReported = 20;

    private const int BatchSize = 1 << 16;

    private readonly Queue<(LogpushLine Line, string Location, Task Work)> _pending = [];

    private readonly Stack<LogpushLine> _idle = new(Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new LogpushLine()));

    private readonly ArrayBufferWriter<byte> _batch = new();

    private long _written;

    private long _failed;

    /// <summary>Decrypts files, and returns the exit code.</summary>
    /// <param name="paths">The path of each file; null for standard input.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public async Task<int> RunAsync(IEnumerable<string?> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            await using var file = new LogpushFile(path);
            while (await StartNextAsync(file, cancellationToken))
            {
                await CompleteAsync(_idle.Count == 0 ? _pending.Count - 1 : _pending.Count, cancellationToken);
            }
        }

        await CompleteAsync(0, cancellationToken);
        await FlushAsync(cancellationToken);
        return _failed == 0
            ? ExitCodes.Success
            : await CommandRunner.FailAsync(Invariant($"{_written} lines decrypted, {_failed} failed."), ExitCodes.Partial);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads a line and starts to decrypt it. Returns false at the end of the file, or if it cannot be read.</summary>
    private async Task<bool> StartNextAsync(LogpushFile file, CancellationToken cancellationToken)
    {
        var line = _idle.Pop();
        string failure;
        try
        {
            if (await file.ReadLineAsync(line.Input, cancellationToken))
            {
                var work = Task.Run(() => line.Decrypt(key), CancellationToken.None);
                _pending.Enqueue((line, Invariant($"{file.Name}, line {file.Number}"), work));
                return true;
            }

            _idle.Push(line);
            return false;
        }
        catch (InvalidDataException)
        {
            failure = "The gzip data is damaged or cut, so later lines are missing. Expected a complete file. Download it again.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failure = $"{exception.Message} Later lines are missing. Check the file, and run the command again.";
        }

        _idle.Push(line);
        await CompleteAsync(0, cancellationToken);
        await ReportAsync(Invariant($"{file.Name}, line {file.Number}"), failure);
        return false;
    }

    /// <summary>Completes the oldest lines until at most the given number of lines is left.</summary>
    private async Task CompleteAsync(int left, CancellationToken cancellationToken)
    {
        while (_pending.Count > left)
        {
            var (line, location, work) = _pending.Dequeue();
            await work;
            if (line.Failure is null)
            {
                _batch.Write(line.Output.WrittenSpan);
                _written += line.Output.WrittenCount > 0 ? 1 : 0;
            }
            else
            {
                await ReportAsync(location, line.Failure);
            }

            _idle.Push(line);
            if (_batch.WrittenCount >= BatchSize)
            {
                await FlushAsync(cancellationToken);
            }
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await write(_batch.WrittenMemory, cancellationToken);
        _batch.ResetWrittenCount();
    }

    private async Task ReportAsync(string location, string failure)
    {
        if (++_failed <= MaxReported)
        {
            await CommandRunner.WarnAsync($"{location}: {failure}");
        }
        else if (_failed == MaxReported + 1)
        {
            await CommandRunner.WarnAsync("Further failures are only counted.");
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Files;
using ZstdSharp;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads the logs of a file with lines: NDJSON if it starts with an object, otherwise CSV.</summary>
internal sealed class TextRows(string path, Stream content, IReadOnlySet<string>? fields)
{
    /// <summary>Gets how each line of a conversation starts.</summary>
    private static ReadOnlySpan<byte> Conversation => "{\"messages\":"u8;

    public async IAsyncEnumerable<GatewayLog> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var rows = Open();
        while (ReadNext(rows.Read, () => rows.Line) is { } log)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return log;
        }

        await Task.CompletedTask;
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The reader of the rows disposes it.")]
    private IRowReader Open()
    {
        var first = new byte[Conversation.Length];
        var length = ReadNext(() => content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false), () => 1);
        if (Conversation.SequenceEqual(first))
        {
            throw new CommandFailedException(
                $"{path} contains conversations, which gwlogs export --format messages has written. Expected logs in the format ndjson, csv or parquet. "
                + "Export the logs again in one of these formats, or read the conversations with another tool, such as jq.",
                ExitCodes.Usage);
        }

        var whole = new FramedStream(first.AsMemory(0, length), content, default);
        return length == 0 || first[0] == '{' ? new NdjsonRows(whole) : ReadNext(() => new CsvRows(whole, fields), () => 1);
    }

    private T ReadNext<T>(Func<T> read, Func<long> getLine)
    {
        var problem = "";
        try
        {
            var row = read();
            return row is not GatewayLog { Id: "" } ? row : throw new FormatException("the row has no id");
        }
        catch (JsonException)
        {
            problem = "the row is not complete JSON";
        }
        catch (CsvHelper.CsvFormatException)
        {
            problem = "the row has another number of cells than the header, or a quote is missing";
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or ZstdException)
        {
            problem = "the compressed data is damaged or cut";
        }

        throw LogFileFormat.Damaged(path, $"line {getLine()}", problem);
    }
}

using System.Runtime.CompilerServices;
using GatewayLogs.Cli.Commands;
using GatewayLogs.Cli.Export.Rows;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads the logs of a file. Its first bytes determine the compression and the format.</summary>
internal static class LogFileFormat
{
    /// <summary>Returns the columns to read: the given fields, which can be those of bodies, or all fields except bodies.</summary>
    public static IEnumerable<LogColumn> GetColumns(IReadOnlySet<string>? fields) => fields is null
        ? LogColumn.RowFields
        : LogColumn.RowFields.Concat(BodyFields.Columns).Where(column => fields.Contains(column.Name));

    /// <summary>Reads a file with the given fields, or all fields except bodies.</summary>
    /// <exception cref="CommandFailedException">The file is damaged, or does not contain logs.</exception>
    public static async IAsyncEnumerable<GatewayLog> ReadAsync(
        string path, IReadOnlySet<string>? fields, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var first = new byte[4];
        var length = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        file.Position = 0;
        await using var content = first.AsSpan().SequenceEqual("PAR1"u8) ? null : CompressedFile.Open(file, first.AsSpan(0, length));
        var logs = content is null
            ? new ParquetRows(path, file, fields).ReadAsync(cancellationToken)
            : new TextRows(path, content, fields).ReadAsync(cancellationToken);
        await foreach (var log in logs)
        {
            yield return log;
        }
    }

    /// <summary>Returns the failure for a file that cannot be read.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="place">The line or the rows, such as <c>line 7</c>.</param>
    /// <param name="problem">What is wrong, without any value of the file.</param>
    public static CommandFailedException Damaged(string path, string place, string problem) => new(
        $"{path}, {place}: {problem}. Expected a file as gwlogs export writes it. Export the logs again, or omit the file.", ExitCodes.Failure);
}

using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GatewayLogs.Cli.Connection;
using GatewayLogs.Cli.Files;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Deleting;

/// <summary>The file of <c>--receipt</c>: what a deletion selected, requested and deleted, as one JSON object.</summary>
internal sealed class DeleteReceipt : IAsyncDisposable
{
    private readonly FileStream _file;

    private readonly Session _session;

    private readonly GatewayLogDeleteQuery _query;

    private DeleteReceipt(FileStream file, Session session, GatewayLogDeleteQuery query) => (_file, _session, _query) = (file, session, query);

    /// <summary>Creates the file, which must not exist yet.</summary>
    /// <exception cref="IOException">The file exists, or cannot be created.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The receipt owns the file and disposes it.")]
    public static DeleteReceipt Create(string path, Session session, GatewayLogDeleteQuery query)
    {
        try
        {
            return new DeleteReceipt(PrivateFile.Create(path), session, query);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--receipt: {exception.Message} Nothing was deleted.", exception);
        }
    }

    /// <summary>Returns the JSON of a receipt, and a line feed.</summary>
    /// <param name="session">The session of the command.</param>
    /// <param name="query">The selected logs.</param>
    /// <param name="report">What was requested and observed.</param>
    /// <param name="exitCode">The exit code of the command.</param>
    /// <param name="message">The error message of the command; null on success.</param>
    /// <param name="isIndented">Whether the JSON has several lines.</param>
    public static ReadOnlyMemory<byte> Create(
        Session session, GatewayLogDeleteQuery query, GatewayLogDeleteReport report, int exitCode, string? message, bool isIndented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, LogJson.Options with { Indented = isIndented, SkipValidation = false }))
        {
            writer.WriteStartObject();
            writer.WriteString("account", session.AccountId);
            writer.WriteString("gateway", session.GatewayId);
            writer.WritePropertyName("filters");
            writer.WriteRawValue(GatewayLogFilter.ToJson(query.Filters));
            WriteTime(writer, "created_before", report.CreatedBefore);
            writer.WriteNumber("selected", report.Selected);
            writer.WriteNumber("verified", report.Verified);
            writer.WriteNumber("requests", report.Requests);
            writer.WriteNumber("requested", report.Requested);
            writer.WriteNumber("deleted", report.Observed);
            WriteNumber(writer, "remaining", report.Remaining);
            writer.WriteNumber("changed", report.Changed);
            writer.WriteNumber("already_gone", report.AlreadyGone);
            writer.WriteNumber("too_recent", report.TooRecent);
            WriteNumber(writer, "reported_remaining", report.ReportedRemaining);
            WriteNumber(writer, "total_before", report.TotalBefore);
            WriteNumber(writer, "total_after", report.TotalAfter);
            WriteTime(writer, "started_at", report.StartedAt);
            WriteTime(writer, "checked_at", report.CheckedAt);
            writer.WriteBoolean("complete", report.IsComplete);
            writer.WriteNumber("exit_code", exitCode);
            writer.WriteString("message", message);
            writer.WriteString("probe_id", report.ProbeId);
            WriteTexts(writer, "deleted_ids", report.DeletedIds);
            WriteTexts(writer, "missing_ids", report.Missing);
            WriteTexts(writer, "ray_ids", report.RayIds);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>Writes the receipt, and flushes it to disk.</summary>
    public async Task WriteAsync(GatewayLogDeleteReport report, int exitCode, string? message)
    {
        await _file.WriteAsync(Create(_session, _query, report, exitCode, message, isIndented: true));
        await _file.FlushAsync();
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time is { } instant ? InstantText.Write(instant) : null);

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}

using System.Buffers;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>How one row becomes bytes: the only place that knows. The same row is the same bytes on every machine.</summary>
internal interface IRowFormat : IDisposable
{
    /// <summary>Writes what stands once at the beginning of a file.</summary>
    void WriteHeader(IBufferWriter<byte> output);

    /// <summary>Writes one row, its end included.</summary>
    void Write(ExportRow row, IBufferWriter<byte> output);
}

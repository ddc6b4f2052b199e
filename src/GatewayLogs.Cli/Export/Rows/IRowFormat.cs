using System.Buffers;

namespace GatewayLogs.Cli.Export.Rows;

/// <summary>Formats rows as bytes. The same row yields the same bytes on every machine.</summary>
internal interface IRowFormat : IDisposable
{
    /// <summary>Writes the header of a file.</summary>
    void WriteHeader(IBufferWriter<byte> output);

    /// <summary>Writes one row, including its end.</summary>
    void Write(ExportRow row, IBufferWriter<byte> output);
}

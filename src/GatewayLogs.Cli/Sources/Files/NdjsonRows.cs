using GatewayLogs.Cli.Files;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Reads rows of JSON, one object per line.</summary>
internal sealed class NdjsonRows(Stream content) : IRowReader
{
    private readonly LineReader _lines = new(content);

    public long Line { get; private set; }

    public GatewayLog? Read()
    {
        Line++;
        return _lines.TryRead(out var line) ? LogParser.Parse(line) : null;
    }

    public void Dispose() => _lines.Dispose();
}

using System.Text;

namespace GatewayLogs.Cli.Output;

/// <summary>
/// Makes the console of Windows show UTF-8, which gwlogs writes, until this is disposed. Its default is a code page such as 437.
/// </summary>
internal sealed class Utf8Console : IDisposable
{
    private readonly Encoding? _previous;

    public Utf8Console()
    {
        if (OperatingSystem.IsWindows() && Console.OutputEncoding is { CodePage: not 65001 } previous)
        {
            _previous = previous;
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }
    }

    public void Dispose()
    {
        if (_previous is not null)
        {
            Console.OutputEncoding = _previous;
        }
    }
}

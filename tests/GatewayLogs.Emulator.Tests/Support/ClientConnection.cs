using System.Net.Sockets;
using System.Text;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>How a connection ended, as a socket sees it.</summary>
public enum ConnectionEnd
{
    StillOpen,
    Closed,
    Reset,
}

/// <summary>The bytes received until the connection ended, or until no more arrived for some time.</summary>
public sealed record RawResponse(ReadOnlyMemory<byte> Bytes, ConnectionEnd End)
{
    public string Text => Encoding.Latin1.GetString(Bytes.Span);

    public string Head => Text.Contains("\r\n\r\n", StringComparison.Ordinal) ? Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)] : "";

    public string Body => Head.Length == 0 ? "" : Text[(Head.Length + 4)..];

    public int Status => int.Parse(Text.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Returns the value of a header, or null if it is missing.</summary>
    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim())
        .FirstOrDefault();
}

/// <summary>A TCP connection to an emulator, without an HTTP client.</summary>
public sealed class ClientConnection : IDisposable
{
    // How long no byte must arrive before a connection counts as still open. Longer than any response takes.
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(700);

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public static async Task<ClientConnection> OpenAsync(Uri address)
    {
        var connection = new ClientConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <summary>Sends a request on a new connection and reads the response.</summary>
    public static async Task<RawResponse> ExchangeAsync(Gateway gateway, string method, string pathAndQuery, params string[] headers)
    {
        using var connection = await OpenAsync(gateway.Logs);
        await connection.SendAsync(Request(gateway, method, pathAndQuery, headers));
        return await connection.ReceiveAsync();
    }

    /// <summary>Returns the bytes of a request to the gateway.</summary>
    public static byte[] Request(Gateway gateway, string method, string pathAndQuery, params string[] headers) => Encoding.Latin1.GetBytes(
        $"{method} {gateway.Logs.AbsolutePath}{pathAndQuery} HTTP/1.1\r\nHost: {gateway.Logs.Authority}\r\n" +
        $"Authorization: Bearer {gateway.Emulator.ApiToken}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n");

    /// <summary>Returns the bytes of a request.</summary>
    public static byte[] Bytes(string requestLine, IEnumerable<string> headers, string body) =>
        Encoding.Latin1.GetBytes($"{requestLine}\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n{body}");

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _socket.SendAsync(bytes);

    /// <summary>Shuts down the sending side of the connection.</summary>
    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until the connection ends, or until no byte has arrived for the given time.</summary>
    public async Task<RawResponse> ReceiveAsync(TimeSpan? silenceAllowed = null)
    {
        using var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            using var silence = new CancellationTokenSource(silenceAllowed ?? s_silence);
            try
            {
                var read = await _socket.ReceiveAsync(buffer, silence.Token);
                if (read == 0)
                {
                    return new RawResponse(received.ToArray(), ConnectionEnd.Closed);
                }

                await received.WriteAsync(buffer.AsMemory(0, read));
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
            {
                return new RawResponse(received.ToArray(), ConnectionEnd.Reset);
            }
            catch (OperationCanceledException)
            {
                return new RawResponse(received.ToArray(), ConnectionEnd.StillOpen);
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}

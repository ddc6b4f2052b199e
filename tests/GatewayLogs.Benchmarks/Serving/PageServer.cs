using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>Serves pages over plain sockets, so that most of the processor time is left to the measured clients.</summary>
internal sealed class PageServer : IDisposable
{
    private static readonly byte[] s_endOfRequest = "\r\n\r\n"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private readonly PageStore _pages;

    private readonly TimeSpan _latency;

    private long _requests;

    public PageServer(PageStore pages, TimeSpan latency)
    {
        (_pages, _latency) = (pages, latency);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Returns the number of requests since the previous call.</summary>
    public long TakeRequestCount() => Interlocked.Exchange(ref _requests, 0);

    public async Task RunAsync()
    {
        while (true)
        {
            _ = ServeAsync(await _listener.AcceptAsync());
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                await RespondAllAsync(socket);
            }
            catch (SocketException)
            {
                // A client that exits may not close its connection.
            }
        }
    }

    private async Task RespondAllAsync(Socket socket)
    {
        var buffer = new byte[16 * 1024];
        var filled = 0;
        while (true)
        {
            int end;
            while ((end = buffer.AsSpan(0, filled).IndexOf(s_endOfRequest)) < 0)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (count == 0)
                {
                    return;
                }

                filled += count;
            }

            var response = Respond(buffer.AsSpan(0, end));
            end += s_endOfRequest.Length;
            buffer.AsSpan(end, filled - end).CopyTo(buffer);
            filled -= end;
            if (_latency > TimeSpan.Zero)
            {
                await Task.Delay(_latency);
            }

            await socket.SendAsync(response);
        }
    }

    private List<ArraySegment<byte>> Respond(ReadOnlySpan<byte> request)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return _pages.GetResponse(PageRequest.Parse(request[..request.IndexOf("\r\n"u8)]));
        }
        catch (FormatException exception)
        {
            var body = Encoding.UTF8.GetBytes(exception.Message);
            return [Encoding.ASCII.GetBytes($"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n"), body];
        }
    }
}

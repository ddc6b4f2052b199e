using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>Answers over plain sockets, since the less the server does the more of a machine is left to who is measured.</summary>
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

    /// <summary>How many requests came since this was asked last.</summary>
    public long TakeRequests() => Interlocked.Exchange(ref _requests, 0);

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
                await AnswerAllAsync(socket);
            }
            catch (SocketException)
            {
                // A client that ends may leave its connection as it is.
            }
        }
    }

    private async Task AnswerAllAsync(Socket socket)
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

            var answer = Answer(buffer.AsSpan(0, end));
            end += s_endOfRequest.Length;
            buffer.AsSpan(end, filled - end).CopyTo(buffer);
            filled -= end;
            if (_latency > TimeSpan.Zero)
            {
                await Task.Delay(_latency);
            }

            await socket.SendAsync(answer);
        }
    }

    private List<ArraySegment<byte>> Answer(ReadOnlySpan<byte> request)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            return _pages.Answer(PageRequest.Parse(request[..request.IndexOf("\r\n"u8)]));
        }
        catch (FormatException exception)
        {
            var body = Encoding.UTF8.GetBytes(exception.Message);
            return [Encoding.ASCII.GetBytes($"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n"), body];
        }
    }
}

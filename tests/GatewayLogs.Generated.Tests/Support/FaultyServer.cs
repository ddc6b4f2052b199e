using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GatewayLogs.Tests;

/// <summary>A raw TCP server that reads request headers and lets a test break the connection in ways that HTTP libraries cannot.</summary>
internal sealed class FaultyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _connections = [];
    private readonly Task _accepting;

    /// <summary>Starts the server.</summary>
    /// <param name="response">Called with the number of each request, starting at 1; returns the bytes to send and how to continue.</param>
    public FaultyServer(Func<int, FaultyResponse> response)
    {
        _listener.Start();
        _accepting = AcceptAsync(response);
    }

    /// <summary>Gets the request line of every complete request.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Gets the request line and headers of every complete request.</summary>
    public List<string> Heads { get; } = [];

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/client/v4/");

    /// <summary>Creates options of a client of this server with the system clock.</summary>
    public GatewayLogsClientOptions Options()
    {
        var options = TestClient.Options();
        options.BaseAddress = Address;
        options.MaxRetries = 5;
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync(Func<int, FaultyResponse> response)
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token), response));
            }
        }
        catch (OperationCanceledException)
        {
            // The test has ended.
        }
    }

    private async Task ServeAsync(TcpClient connection, Func<int, FaultyResponse> response)
    {
        using (connection)
        {
            try
            {
                while (await ReadRequestAsync(connection.GetStream()) is { } head)
                {
                    int number;
                    lock (Requests)
                    {
                        Requests.Add(head.Split("\r\n")[0]);
                        Heads.Add(head);
                        number = Requests.Count;
                    }

                    var (bytes, then) = response(number);
                    await connection.GetStream().WriteAsync(bytes, _end.Token);
                    switch (then)
                    {
                        case FaultyEnd.Stall:
                            await Task.Delay(Timeout.Infinite, _end.Token);
                            break;
                        case FaultyEnd.Close:
                            return;
                        case FaultyEnd.Reset:
                            connection.Client.LingerState = new LingerOption(enable: true, 0);
                            return;
                        case FaultyEnd.KeepOpen:
                            break;
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client has disconnected, or the test has ended.
            }
        }
    }

    /// <summary>Reads the headers of a request and ignores its body. Returns null at the end of the connection.</summary>
    private async Task<string?> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var letter = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(letter, _end.Token) == 0)
            {
                return null;
            }

            text.Append((char)letter[0]);
        }

        return text.ToString();
    }
}

/// <summary>The bytes that a <see cref="FaultyServer"/> sends, and what it does with the connection afterwards.</summary>
internal sealed record FaultyResponse(byte[] Bytes, FaultyEnd Then)
{
    public static FaultyResponse Good { get; } = Json($$$"""{"success":true,"result":{"success":true,"id":"{{{Operations.Id}}}"}}""");

    public static FaultyResponse GoodPage { get; } = Json("""{"success":true,"result":[{"id":"a"}]}""");

    public static FaultyResponse None(FaultyEnd then) => new([], then);

    public static FaultyResponse Json(string body) =>
        new(
            Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"),
            FaultyEnd.KeepOpen);

    /// <summary>Returns the response without its last bytes.</summary>
    public FaultyResponse Cut(FaultyEnd then) => new(Bytes[..^20], then);
}

/// <summary>What happens to a connection after a response.</summary>
internal enum FaultyEnd
{
    KeepOpen,
    Close,
    Reset,
    Stall,
}

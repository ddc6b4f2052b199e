using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Faults;

/// <summary>
/// The TCP connection of a request, for responses that an HTTP server cannot send. Earlier responses on the connection have been sent.
/// </summary>
internal sealed class RawConnection(HttpContext context)
{
    private static readonly TimeSpan s_closeTimeout = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Sends bytes without changing them.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, context.RequestAborted)..];
        }
    }

    /// <summary>Sends the head of a response and half of its body.</summary>
    public async Task SendHalfAsync(CapturedResponse response)
    {
        await SendAsync(response.Head(response.Body.Length));
        await SendAsync(response.Half);
    }

    /// <summary>Sends nothing more until the client disconnects.</summary>
    public async Task StallAsync()
    {
        await WaitForDisconnectAsync(Timeout.InfiniteTimeSpan);
        context.Abort();
    }

    /// <summary>Resets the connection (TCP RST), after which the client may lose bytes that were sent before.</summary>
    public void Reset()
    {
        try
        {
            // Closing a socket with a linger time of zero sends RST instead of FIN.
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (ObjectDisposedException)
        {
            // The client has already disconnected.
        }

        context.Abort();
    }

    /// <summary>
    /// Closes the connection (TCP FIN) and waits for the client, because an immediate abort could overtake the bytes that were sent.
    /// </summary>
    public async Task CloseAsync()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await WaitForDisconnectAsync(s_closeTimeout);
        context.Abort();
    }

    private async Task WaitForDisconnectAsync(TimeSpan timeout)
    {
        var disconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = context.RequestAborted.Register(() => disconnected.TrySetResult());
        await Task.WhenAny(disconnected.Task, Task.Delay(timeout, CancellationToken.None));
    }
}

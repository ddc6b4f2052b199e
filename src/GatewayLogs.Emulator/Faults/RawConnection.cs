using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Faults;

/// <summary>
/// The TCP connection of a request, for responses that an HTTP server cannot send. Earlier responses on the connection have been sent.
/// </summary>
internal sealed class RawConnection(HttpContext context)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Sends bytes without changing them.</summary>
    public async Task Send(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, context.RequestAborted)..];
        }
    }

    /// <summary>Sends the head of a response and half of its body.</summary>
    public async Task SendHalf(CapturedResponse answer)
    {
        await Send(answer.Head(answer.Body.Length));
        await Send(answer.Half);
    }

    /// <summary>Sends nothing more until the client disconnects.</summary>
    public async Task Stall()
    {
        await Gone(Timeout.InfiniteTimeSpan);
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
    public async Task Close()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await Gone(s_patience);
        context.Abort();
    }

    private async Task Gone(TimeSpan patience)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await Task.WhenAny(gone.Task, Task.Delay(patience, CancellationToken.None));
    }
}

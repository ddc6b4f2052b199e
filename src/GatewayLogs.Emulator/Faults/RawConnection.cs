using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The connection under a request, for answers that no HTTP server would give. What was answered on it before has been sent.</summary>
internal sealed class RawConnection(HttpContext context)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Sends bytes as they are.</summary>
    public async Task Send(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, context.RequestAborted)..];
        }
    }

    /// <summary>Sends the head of an answer and a half of its body.</summary>
    public async Task SendHalf(CapturedResponse answer)
    {
        await Send(answer.Head(answer.Body.Length));
        await Send(answer.Half);
    }

    /// <summary>Says nothing more until the caller goes away.</summary>
    public async Task Stall()
    {
        await Gone(Timeout.InfiniteTimeSpan);
        context.Abort();
    }

    /// <summary>Resets the connection: a RST, after which the caller may lose bytes that were sent before.</summary>
    public void Reset()
    {
        try
        {
            // Linger of zero is what makes closing a socket a RST and not a FIN.
            _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (ObjectDisposedException)
        {
            // The caller was faster: his connection is gone already.
        }

        context.Abort();
    }

    /// <summary>Closes the connection: a FIN, and nothing after it that could overtake what was sent.</summary>
    public async Task Close()
    {
        _socket.Shutdown(SocketShutdown.Send);
        await Gone(s_patience);
        context.Abort();
    }

    private async Task Gone(TimeSpan patience)
    {
        TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.TrySetResult());
        await Task.WhenAny(gone.Task, Task.Delay(patience, CancellationToken.None));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace GatewayLogs.Connecting;

/// <summary>
/// Connects to the addresses of a host as RFC 8305 (Happy Eyeballs) describes: the next address is tried when one fails, or has not connected
/// within 250 ms. SocketsHttpHandler alone tries one address after the other, and waits for the whole timeout of the first.
/// </summary>
internal sealed class DualStackConnector(Func<IPAddress, CancellationToken, Task<Stream>> connect, TimeProvider time)
{
    private static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(250);

    /// <summary>Connects to the host of a request, or to the proxy for it.</summary>
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (addresses is [var only])
        {
            return await ConnectAsync(only, port, cancellationToken).ConfigureAwait(false);
        }

        var connector = new DualStackConnector((address, token) => ConnectAsync(address, port, token), TimeProvider.System);
        return await connector.ConnectAsync(addresses, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Connects to the first of the addresses that accepts a connection.</summary>
    /// <exception cref="SocketException">There is no address, or none accepts a connection. It is the failure of the first.</exception>
    [SuppressMessage("Reliability", "CA2025:Ensure tasks using 'IDisposable' instances complete before the instances are disposed",
        Justification = "They are cancelled first.")]
    public async Task<Stream> ConnectAsync(IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var remaining = new Queue<IPAddress>(Interleave(addresses));
        List<Task<Stream>> attempts = [];
        Exception? failure = null;
        try
        {
            while (attempts.Count > 0 || remaining.Count > 0)
            {
                if (remaining.TryDequeue(out var address))
                {
                    attempts.Add(connect(address, stop.Token));
                }

                // The next address is due after the delay, or when an attempt has failed.
                var wait = remaining.Count > 0 ? s_delay : Timeout.InfiniteTimeSpan;
                await ((Task)Task.WhenAny(attempts)).WaitAsync(wait, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (attempts.Find(attempt => attempt.IsCompleted) is { } finished)
                {
                    attempts.Remove(finished);
                    if (finished.IsCompletedSuccessfully)
                    {
                        return await finished.ConfigureAwait(false);
                    }

                    failure ??= finished.Exception?.InnerException;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var attempt in attempts)
            {
                _ = DisposeAsync(attempt);
            }
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Alternates between IPv6 and IPv4, beginning with the family of the first address, which the system prefers.</summary>
    private static IEnumerable<IPAddress> Interleave(IReadOnlyList<IPAddress> addresses) =>
        from address in addresses.GroupBy(address => address.AddressFamily).SelectMany(family => family.Index())
        orderby address.Index
        select address.Item;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket.")]
    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes a connection that another attempt was faster than.</summary>
    private static async Task DisposeAsync(Task<Stream> attempt)
    {
        await ((Task)attempt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (attempt.IsCompletedSuccessfully)
        {
            await (await attempt.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GatewayLogs.Connecting;

namespace GatewayLogs.Tests.Reliability;

/// <summary>The network between a client and the service.</summary>
internal enum Network
{
    Direct,

    /// <summary>The environment has a proxy that does not accept connections.</summary>
    Proxy,

    /// <summary>The host has two addresses, and packets to the first are dropped.</summary>
    UnreachableFirstAddress,

    /// <summary>The server has a certificate that it issued itself.</summary>
    UntrustedCertificate,
}

/// <summary>Creates the handlers that connect through a network.</summary>
internal static class NetworkExtensions
{
    /// <summary>A documentation address (RFC 3849).</summary>
    private static readonly IPAddress s_dropped = IPAddress.Parse("2001:db8::1");

    private static readonly Lock s_defaultProxy = new();

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The factory of HTTP clients disposes the handler.")]
    public static HttpMessageHandler CreateHandler(this Network network)
    {
        if (network == Network.Proxy)
        {
            return CreateProxiedHandler();
        }

        var handler = GatewayLogsClient.CreateHttpMessageHandler();
        if (network == Network.UnreachableFirstAddress)
        {
            handler.ConnectCallback = async (context, cancellationToken) =>
                await new DualStackConnector((address, token) => ConnectAsync(address, context.DnsEndPoint.Port, token), TimeProvider.System)
                    .ConnectAsync([s_dropped, IPAddress.Loopback], cancellationToken);
        }

        return handler;
    }

    /// <summary>
    /// Creates a handler as if the environment had a proxy. .NET reads the environment once per process, so the default proxy is replaced
    /// while the handler is created; other handlers keep theirs.
    /// </summary>
    private static SocketsHttpHandler CreateProxiedHandler()
    {
        lock (s_defaultProxy)
        {
            var before = HttpClient.DefaultProxy;
            try
            {
                HttpClient.DefaultProxy = new WebProxy("http://127.0.0.1:1");
                return GatewayLogsClient.CreateHttpMessageHandler();
            }
            finally
            {
                HttpClient.DefaultProxy = before;
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The stream owns the socket.")]
    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        if (address.Equals(s_dropped))
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}

/// <summary>A server for TLS connections that presents a certificate that it issued itself.</summary>
internal sealed class UntrustedServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Task _accepting;

    public UntrustedServer()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _certificate = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/client/v4/");

    /// <summary>Gets the number of requests of which any byte arrived.</summary>
    public int Requests { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
        _certificate.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var connection = await _listener.AcceptTcpClientAsync(_stop.Token);
                await HandshakeAsync(connection);
            }
        }
        catch (OperationCanceledException)
        {
            // The server was disposed.
        }
    }

    private async Task HandshakeAsync(TcpClient connection)
    {
        await using var tls = new SslStream(connection.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(_certificate);
            Requests += await tls.ReadAsync(new byte[1]) > 0 ? 1 : 0;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client rejected the certificate.
        }
    }
}

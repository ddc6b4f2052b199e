using GatewayLogs.Json;
using Newtonsoft.Json;

namespace GatewayLogs;

/// <summary>
/// Reads, changes and deletes the logs of one Cloudflare AI Gateway.
/// </summary>
/// <remarks>
/// The client holds no state beside its options, so one instance may serve any number of calls at once. Every failure of the service or
/// of the way to it is a <see cref="GatewayLogsException"/>; input that cannot be right is an <see cref="ArgumentException"/>, thrown
/// before anything is sent.
/// </remarks>
public partial class GatewayLogsClient
{
    /// <summary>Shared by all clients that bring no <see cref="HttpClient"/>, so that each of them needs neither sockets nor disposal of its own.</summary>
    private static readonly Lazy<HttpClient> s_sharedHttpClient = new(() => new HttpClient(CreateHttpMessageHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>Creates a client that shares one <see cref="HttpClient"/> with all others created this way.</summary>
    /// <param name="options">Which gateway to talk to, and as whom. They are copied.</param>
    /// <exception cref="ArgumentException">An option is missing or malformed.</exception>
    public GatewayLogsClient(GatewayLogsClientOptions options)
        : this(options, s_sharedHttpClient.Value)
    {
    }

    /// <summary>Creates the innermost handler this client expects: compressed answers, no redirects, no stale addresses, 10 s to connect.</summary>
    /// <returns>A handler for an <see cref="HttpClient"/> of your own.</returns>
    public static SocketsHttpHandler CreateHttpMessageHandler() => new()
    {
        // A redirect would carry X-Auth-Key to whatever host it names.
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    partial void Initialize() => ArgumentNullException.ThrowIfNull(_httpClient, "httpClient");

    static partial void UpdateJsonSerializerSettings(JsonSerializerSettings settings, bool isRequest) => WireJson.Configure(settings);
}

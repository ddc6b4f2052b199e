using GatewayLogs.Pipeline;
using Microsoft.Extensions.Logging;

namespace GatewayLogs;

/// <summary>Options of a <see cref="GatewayLogsClient"/>: the gateway, the credentials, timeouts and retries.</summary>
/// <remarks>
/// Set exactly one kind of credentials: <see cref="ApiToken"/>, or <see cref="Email"/> and <see cref="ApiKey"/>, or
/// <see cref="TokenProvider"/>. Empty strings are treated as null. The client copies the options when it is created.
/// </remarks>
public sealed partial class GatewayLogsClientOptions
{
    /// <summary>The base address of Cloudflare API v4.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.cloudflare.com/client/v4/");

    private static readonly TimeSpan s_defaultTotalTimeout = TimeSpan.FromSeconds(100);

    /// <summary>
    /// Gets or sets the id of the account: at most 64 letters, digits, hyphens and underscores. Required. <see cref="FromEnvironment"/>
    /// reads CLOUDFLARE_ACCOUNT_ID.
    /// </summary>
    public string? AccountId { get; set => field = NullIfEmpty(value); }

    /// <summary>
    /// Gets or sets the id of the gateway: at most 64 lowercase letters, digits, underscores and single hyphens, without a hyphen at the
    /// start or end. Required. <see cref="FromEnvironment"/> reads CLOUDFLARE_GATEWAY_ID.
    /// </summary>
    public string? GatewayId { get; set => field = NullIfEmpty(value); }

    /// <summary>
    /// Gets or sets an API token with the permission AI Gateway Metadata Read for logs without their bodies, AI Gateway Read for the bodies
    /// too, or AI Gateway Write (Edit in the dashboard) for updates and deletions. Default: null.
    /// <see cref="FromEnvironment"/> reads CLOUDFLARE_API_TOKEN.
    /// </summary>
    public string? ApiToken { get; set => field = NullIfEmpty(value); }

    /// <summary>
    /// Gets or sets the email address of the user that <see cref="ApiKey"/> belongs to. Default: null. <see cref="FromEnvironment"/> reads
    /// CLOUDFLARE_EMAIL.
    /// </summary>
    public string? Email { get; set => field = NullIfEmpty(value); }

    /// <summary>
    /// Gets or sets the user's global API key. It has all permissions of the user; prefer <see cref="ApiToken"/>. Default: null.
    /// <see cref="FromEnvironment"/> reads CLOUDFLARE_API_KEY.
    /// </summary>
    public string? ApiKey { get; set => field = NullIfEmpty(value); }

    /// <summary>
    /// Gets or sets a function that returns the API token. It is called for each request, so that tokens can be rotated. Default: null.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>
    /// Gets or sets the base address of the API. It must use https; http is allowed only for localhost. Default:
    /// <see cref="DefaultBaseAddress"/>. <see cref="FromEnvironment"/> reads CLOUDFLARE_API_BASE_URL.
    /// </summary>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>
    /// Gets or sets whether <see cref="BaseAddress"/> may use http for another host, such as an emulator in another container. Credentials and
    /// logs are then sent unencrypted, so do not set it for the real service. Default: false.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// Gets or sets the timeout of a call, including all of its requests, retries, delays between retries and waits for rate limiter
    /// permits (see <see cref="RateLimit"/>). Default: 100 seconds; <see cref="Timeout.InfiniteTimeSpan"/> disables it.
    /// </summary>
    /// <remarks>
    /// A call that would have to wait longer for a permit fails immediately with a <see cref="GatewayLogsRateLimitException"/>. For a
    /// streamed body the timeout covers the time until its first bytes arrive; after that only <see cref="BodyInactivityTimeout"/> applies.
    /// Methods that list or delete all logs apply the timeout to each request; with the default, their requests wait for permits, and after
    /// status 429 for the time that the service requests, up to one hour, without a time limit.
    /// </remarks>
    public TimeSpan TotalTimeout { get; set; } = s_defaultTotalTimeout;

    /// <summary>
    /// Gets or sets how long each attempt waits for the response headers. Default: 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/>
    /// disables the timeout.
    /// </summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets how long reading a response waits for the next bytes. A stored body must also arrive at a rate of 32 KiB in this
    /// time. Default: 30 seconds; <see cref="Timeout.InfiniteTimeSpan"/> disables both limits.
    /// </summary>
    public TimeSpan BodyInactivityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the maximum number of retries of a failed request, where a retry is safe. Range: 0 or more. Default: 5.
    /// </summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>
    /// Gets or sets how many requests all clients in this process that use the same credentials may send in five minutes; further requests
    /// are delayed. Default: 1,180; range 1 to 1,200; null disables the rate limiter, such as for an emulator.
    /// </summary>
    /// <remarks>
    /// Cloudflare limits a user to 1,200 requests per five minutes, which are shared with everything else that uses the API, such as
    /// deployments. A smaller value leaves requests to others. If clients with the same credentials have different limits, the
    /// smallest one applies to all clients. The <c>Ratelimit</c> headers of responses reduce the permits further.
    /// </remarks>
    public int? RateLimit { get; set; } = RequestRateLimiter.DefaultPermits;

    /// <summary>
    /// Gets or sets the path of a file in which processes count their requests, so that all processes with the same path share
    /// <see cref="RateLimit"/>. Default: null, each process counts only its own requests.
    /// </summary>
    /// <remarks>
    /// The file is created with access for its owner only, in a directory that exists, and contains times and no credentials. Use one file
    /// per credential. If the file cannot be used, a warning is logged and the process counts only its own requests.
    /// </remarks>
    public string? RateLimitFile { get; set; }

    /// <summary>
    /// Gets or sets the clock for timeouts, delays and timestamps. Default: <see cref="TimeProvider.System"/>. Set another one in tests.
    /// </summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Gets or sets the factory of the logger for retries, delays and failures. Credentials, bodies and filter values are never logged.
    /// Default: null, no logging.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal bool HasDefaultTotalTimeout => TotalTimeout == s_defaultTotalTimeout;

    /// <summary>Creates options from the environment variables that are documented on each property.</summary>
    /// <remarks>If CLOUDFLARE_API_TOKEN is set, CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY are ignored.</remarks>
    /// <returns>The options. They are validated when a client is created.</returns>
    /// <exception cref="ArgumentException">CLOUDFLARE_API_BASE_URL is not an absolute URL.</exception>
    public static GatewayLogsClientOptions FromEnvironment()
    {
        var options = new GatewayLogsClientOptions
        {
            AccountId = Read("CLOUDFLARE_ACCOUNT_ID"),
            GatewayId = Read("CLOUDFLARE_GATEWAY_ID"),
            ApiToken = Read("CLOUDFLARE_API_TOKEN"),
        };

        if (options.ApiToken is null)
        {
            options.Email = Read("CLOUDFLARE_EMAIL");
            options.ApiKey = Read("CLOUDFLARE_API_KEY");
        }

        if (Read("CLOUDFLARE_API_BASE_URL") is { } address)
        {
            options.BaseAddress = ParseBaseAddress(address);
        }

        return options;
    }

    /// <summary>Parses a base address, for example from a configuration file or a command line.</summary>
    /// <param name="address">An absolute URL.</param>
    /// <returns>The address. It is validated when a client is created.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not an absolute URL.</exception>
    public static Uri ParseBaseAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException(
                $"BaseAddress is not an absolute URL. Set BaseAddress or CLOUDFLARE_API_BASE_URL to a URL such as {DefaultBaseAddress}.",
                nameof(address));

    private static string? Read(string variable) => NullIfEmpty(Environment.GetEnvironmentVariable(variable));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

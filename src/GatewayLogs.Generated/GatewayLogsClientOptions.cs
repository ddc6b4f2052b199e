using Microsoft.Extensions.Logging;

namespace GatewayLogs;

/// <summary>Which gateway a <see cref="GatewayLogsClient"/> talks to, and as whom.</summary>
/// <remarks>
/// Give exactly one kind of credentials: <see cref="ApiToken"/>, or <see cref="Email"/> with <see cref="ApiKey"/>, or
/// <see cref="TokenProvider"/>. Empty text counts as null. The client copies the options when it is built.
/// </remarks>
public sealed partial class GatewayLogsClientOptions
{
    /// <summary>The address of Cloudflare's API v4.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.cloudflare.com/client/v4/");

    private static readonly TimeSpan s_defaultTotalTimeout = TimeSpan.FromSeconds(100);

    /// <summary>The id of the account; letters, digits, hyphens and underscores, at most 64. No default. Fed by CLOUDFLARE_ACCOUNT_ID.</summary>
    public string? AccountId { get; set => field = NullIfEmpty(value); }

    /// <summary>The id of the gateway; lower-case letters, digits, underscores and single inner hyphens, at most 64. No default. Fed by CLOUDFLARE_GATEWAY_ID.</summary>
    public string? GatewayId { get; set => field = NullIfEmpty(value); }

    /// <summary>A token with the permission AI Gateway Read, or AI Gateway Write to change and delete. No default. Fed by CLOUDFLARE_API_TOKEN.</summary>
    public string? ApiToken { get; set => field = NullIfEmpty(value); }

    /// <summary>The e-mail address of the user whose <see cref="ApiKey"/> is given. No default. Fed by CLOUDFLARE_EMAIL.</summary>
    public string? Email { get; set => field = NullIfEmpty(value); }

    /// <summary>The user's global API key, which can do anything the user can; prefer <see cref="ApiToken"/>. No default. Fed by CLOUDFLARE_API_KEY.</summary>
    public string? ApiKey { get; set => field = NullIfEmpty(value); }

    /// <summary>Called for the token of each request, so that tokens can be rotated. No default.</summary>
    public Func<CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>Where the API is; https, or http to this machine. Default: <see cref="DefaultBaseAddress"/>. Fed by CLOUDFLARE_API_BASE_URL.</summary>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>
    /// Gets or sets whether <see cref="BaseAddress"/> may be http to another machine, such as an emulator in another container. The credentials
    /// and all logs then travel unencrypted: never set it for the real service. Default: false.
    /// </summary>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>
    /// Gets or sets how long a call may take in total: all requests that it sends, their retries, the waits between them and the waits for
    /// permits (see <see cref="RateLimiting"/>). Default: 100 s; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.
    /// </summary>
    /// <remarks>
    /// A call that would have to wait longer for a permit fails at once, with a <see cref="GatewayLogsRateLimitException"/>. It covers a
    /// streamed body until its first bytes are there; after that only <see cref="BodyInactivityTimeout"/> applies. Where all logs are listed
    /// or deleted, it applies to each of their requests; with the default, these wait for permits however long it takes.
    /// </remarks>
    public TimeSpan TotalTimeout { get; set; } = s_defaultTotalTimeout;

    /// <summary>How long each attempt may wait for the headers of its answer. Default: 30 s; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may stop on its way, however long it is. Default: 30 s; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan BodyInactivityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed attempt is repeated at most, where repeating is safe; from 0. Default: 5.</summary>
    public int MaxRetries { get; set; } = 5;

    /// <summary>
    /// Whether calls wait for their turn, so that all clients of one credential in this process together stay below the 1,200 requests that
    /// Cloudflare allows in five minutes. Default: true. Switch it off for an emulator.
    /// </summary>
    public bool RateLimiting { get; set; } = true;

    /// <summary>The clock that all waiting goes by. Default: the system's; tests set another one.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the client logs retries, waits and failures; neither credentials nor anything of a body or a filter. Default: null, for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets whether <see cref="TotalTimeout"/> is the default.</summary>
    internal bool HasDefaultTotalTimeout => TotalTimeout == s_defaultTotalTimeout;

    /// <summary>Reads the options from the environment variables that each of them names.</summary>
    /// <remarks>When CLOUDFLARE_API_TOKEN is set, CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY are left alone.</remarks>
    /// <returns>The options, not yet validated.</returns>
    /// <exception cref="ArgumentException">CLOUDFLARE_API_BASE_URL is not an absolute address.</exception>
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

    /// <summary>Reads a base address that a person typed.</summary>
    /// <param name="address">An absolute address.</param>
    /// <returns>The address, not yet validated.</returns>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not an absolute address.</exception>
    public static Uri ParseBaseAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? uri
            : throw new ArgumentException(
                $"BaseAddress is not an absolute address. Set it, or CLOUDFLARE_API_BASE_URL, to something like {DefaultBaseAddress}.",
                nameof(address));

    private static string? Read(string variable) => NullIfEmpty(Environment.GetEnvironmentVariable(variable));

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}

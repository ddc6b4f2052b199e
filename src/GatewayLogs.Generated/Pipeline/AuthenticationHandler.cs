using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace GatewayLogs.Pipeline;

/// <summary>Puts the credentials on each request, never on the shared <see cref="HttpClient"/>.</summary>
internal sealed class AuthenticationHandler : DelegatingHandler
{
    private const string EmailHeader = "X-Auth-Email";

    public const string KeyHeader = "X-Auth-Key";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallContext.From(request);
        if (call.Options.ApiKey is { } key)
        {
            request.Headers.Remove(EmailHeader);
            request.Headers.Remove(KeyHeader);
            request.Headers.Add(EmailHeader, call.Options.Email);
            request.Headers.Add(KeyHeader, key);
        }
        else
        {
            var token = call.Options.TokenProvider is { } provider
                ? await GetTokenAsync(provider, cancellationToken).ConfigureAwait(false)
                : call.Options.ApiToken;
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever a provider throws means that there is no token.")]
    private static async ValueTask<string> GetTokenAsync(Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = await provider(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException("TokenProvider returned no token: it failed, or its request was cancelled. Nothing was sent.", exception)
            {
                Kind = FailureKind.NotSent,
            };
        }

        // Files that hold a secret end in a line feed as a rule.
        token = token?.Trim();
        return GatewayLogsClientOptions.IsHeaderSafe(token)
            ? token!
            : throw new GatewayLogsException(
                "TokenProvider returned a token that is empty or has spaces, line breaks or characters beyond ASCII. Nothing was sent.")
            {
                Kind = FailureKind.InvalidToken,
            };
    }
}

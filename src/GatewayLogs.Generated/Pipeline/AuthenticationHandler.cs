using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace GatewayLogs.Pipeline;

/// <summary>Adds the credentials to each request, because several clients share one <see cref="HttpClient"/>.</summary>
internal sealed class AuthenticationHandler : DelegatingHandler
{
    private const string EmailHeader = "X-Auth-Email";

    public const string KeyHeader = "X-Auth-Key";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var options = CallContext.From(request).Options;
        if (options.TokenProvider is { } provider)
        {
            return SendAsync(request, provider, cancellationToken);
        }

        if (options.ApiKey is { } key)
        {
            request.Headers.Remove(EmailHeader);
            request.Headers.Remove(KeyHeader);
            request.Headers.Add(EmailHeader, options.Email);
            request.Headers.Add(KeyHeader, key);
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiToken);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await GetTokenAsync(provider, cancellationToken).ConfigureAwait(false));
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "A token provider can throw any exception.")]
    private static async ValueTask<string> GetTokenAsync(Func<CancellationToken, ValueTask<string>> provider, CancellationToken cancellationToken)
    {
        string? token;
        try
        {
            token = await provider(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException(
                "TokenProvider failed or was cancelled. The request was not sent. Check the inner exception.", exception)
            {
                Kind = FailureKind.NotSent,
            };
        }

        // Files that contain a secret usually end with a line feed.
        token = token?.Trim();
        return GatewayLogsClientOptions.IsHeaderSafe(token)
            ? token!
            : throw new GatewayLogsException(
                "TokenProvider returned a token that is empty or contains spaces, line breaks or non-ASCII characters. "
                + "The request was not sent. Return the token without them.")
            {
                Kind = FailureKind.InvalidToken,
            };
    }
}

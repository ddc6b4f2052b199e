using System.Net.Http.Headers;
using GatewayLogs.Calls;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Puts the credentials on one request, never on the shared <see cref="HttpClient"/>, and lets it leave.</summary>
    private Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Options.TokenProvider is { } provider)
        {
            return AuthorizeAsync(request, provider(cancellationToken));
        }

        if (Options.ApiKey is { } key)
        {
            request.Headers.Add("X-Auth-Email", Options.Email);
            request.Headers.Add("X-Auth-Key", key);
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Options.ApiToken);
        }

        Attempt.Current.Leave();
        return Task.CompletedTask;
    }

    private static async Task AuthorizeAsync(HttpRequestMessage request, ValueTask<string> provided)
    {
        var token = await provided.ConfigureAwait(false);
        if (!GatewayLogsClientOptions.IsHeaderSafe(token))
        {
            throw new InvalidOperationException(
                "TokenProvider gave a token that is empty or has spaces, line breaks or characters beyond ASCII. Nothing was sent.");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Attempt.Current.Leave();
    }
}

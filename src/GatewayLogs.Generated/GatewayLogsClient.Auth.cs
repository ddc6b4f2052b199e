using System.Net.Http.Headers;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Puts the credentials on one request, never on the shared <see cref="HttpClient"/>.</summary>
    private async ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Options.ApiKey is { } key)
        {
            request.Headers.Add("X-Auth-Email", Options.Email);
            request.Headers.Add("X-Auth-Key", key);
            return;
        }

        var token = Options.ApiToken ?? await Options.TokenProvider!(cancellationToken).ConfigureAwait(false);
        if (!GatewayLogsClientOptions.IsHeaderSafe(token))
        {
            throw new InvalidOperationException(
                "TokenProvider gave a token that is empty or has spaces, line breaks or characters beyond ASCII. Nothing was sent.");
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}

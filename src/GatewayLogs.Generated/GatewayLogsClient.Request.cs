using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>The longest URL that Cloudflare's edge accepts; it responds with 414 to a longer one.</summary>
    private const int MaxUrlLength = 32_768;

    private static readonly ProductInfoHeaderValue s_userAgent =
        new("GatewayLogs", typeof(GatewayLogsClient).Assembly.GetName().Version!.ToString(3));

    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, StringBuilder urlBuilder) =>
        urlBuilder.Insert(0, Options.BaseAddress.AbsoluteUri);

    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The generated declaration is not static.")]
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, string url)
    {
        // The second check after PathSegment: if Uri normalized the URL, it would address another endpoint.
        if (!string.Equals(request.RequestUri!.AbsoluteUri, url, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                "The id changes the request URL. No request was sent. Pass the id of a log exactly as the service lists it.");
        }

        if (url.Length > MaxUrlLength)
        {
            throw new ArgumentException(
                $"The URL of the request has {url.Length} characters, and Cloudflare accepts {MaxUrlLength}. No request was sent. Use fewer or shorter "
                + "filters, a shorter search text or a shorter id.");
        }

        request.Headers.UserAgent.Add(s_userAgent);
    }
}

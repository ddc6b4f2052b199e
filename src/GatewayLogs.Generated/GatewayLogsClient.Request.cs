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

    /// <summary>Makes the generated relative address absolute.</summary>
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, StringBuilder urlBuilder) =>
        urlBuilder.Insert(0, Options.BaseAddress.AbsoluteUri);

    /// <summary>Checks the finished address and adds what every request carries.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The generated declaration is not static.")]
    partial void PrepareRequest(HttpClient client, HttpRequestMessage request, string url)
    {
        RequireUnchangedAddress(request.RequestUri!, url);
        if (url.Length > MaxUrlLength)
        {
            throw new ArgumentException(
                $"The filters and the search text are too long: they make a URL of {url.Length} characters, and Cloudflare accepts {MaxUrlLength}. Use fewer or shorter values. Nothing was sent.");
        }

        request.Headers.UserAgent.Add(s_userAgent);
    }

    /// <summary>The second check after <see cref="PathSegment"/>: rejects an address that <see cref="Uri"/> turned into another one.</summary>
    private static void RequireUnchangedAddress(Uri address, string url)
    {
        if (!string.Equals(address.AbsoluteUri, url, StringComparison.Ordinal))
        {
            throw new ArgumentException("An id changes the address it is put into. Nothing was sent.");
        }
    }
}

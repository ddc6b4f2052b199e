using System.Net.Http.Headers;
using System.Text;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    private static readonly ProductInfoHeaderValue s_userAgent =
        new("GatewayLogs", typeof(GatewayLogsClient).Assembly.GetName().Version!.ToString(3));

    /// <summary>Makes the generated relative address absolute.</summary>
    private Task PrepareRequestAsync(
        HttpClient client, HttpRequestMessage request, StringBuilder urlBuilder, CancellationToken cancellationToken)
    {
        urlBuilder.Insert(0, Options.BaseAddress.AbsoluteUri);
        return Task.CompletedTask;
    }

    /// <summary>Checks the finished address and adds what every request carries.</summary>
    private Task PrepareRequestAsync(
        HttpClient client, HttpRequestMessage request, string url, CancellationToken cancellationToken)
    {
        RequireUnchangedAddress(request.RequestUri!, url);
        request.Headers.UserAgent.Add(s_userAgent);

        // .NET replays a DELETE without content by itself when the answer is lost; with content, even empty, it does not.
        if (request.Method == HttpMethod.Delete)
        {
            request.Content ??= new ByteArrayContent([]);
        }

        return AuthorizeAsync(request, cancellationToken);
    }

    /// <summary>The second net under <see cref="PathSegment"/>: refuses an address that <see cref="Uri"/> turned into another one.</summary>
    private static void RequireUnchangedAddress(Uri address, string url)
    {
        if (!string.Equals(address.AbsoluteUri, url, StringComparison.Ordinal))
        {
            throw new ArgumentException("An id changes the address it is put into. Nothing was sent.");
        }
    }
}

using System.Net;
using System.Net.Http.Headers;

namespace GatewayLogs.Benchmarks.Bodies;

/// <summary>Responds to every request with the same bytes, without a network.</summary>
internal sealed class MemoryHandler(byte[] body) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StreamContent(new MemoryStream(body, writable: false))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentLength = body.Length },
            },
        });
}

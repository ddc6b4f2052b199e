using System.Net;
using System.Text;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>A client in front of a mocked service: what no expectation matches throws, and every request is recorded.</summary>
internal sealed class TestClient : IDisposable
{
    public const string LogsPath = "/client/v4/accounts/0123456789abcdef0123456789abcdef/ai-gateway/gateways/my-gateway/logs";

    public const string ApiToken = "canary-token-7Qx";

    private readonly Recorder _recorder;

    private readonly HttpClient _httpClient;

    public TestClient(Action<GatewayLogsClientOptions>? configure = null)
    {
        Service.Fallback.Throw(new InvalidOperationException("The client sent a request that the test does not expect."));
        var options = Options();
        configure?.Invoke(options);
        _recorder = new Recorder(Requests) { InnerHandler = Service };
        _httpClient = new HttpClient(_recorder);
        Client = new GatewayLogsClient(options, _httpClient);
    }

    public MockHttpMessageHandler Service { get; } = new();

    public GatewayLogsClient Client { get; }

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Requests.Single();

    public static GatewayLogsClientOptions Options() => new()
    {
        AccountId = "0123456789abcdef0123456789abcdef",
        GatewayId = "my-gateway",
        ApiToken = ApiToken,

        // What is tested for one attempt must not wait for others.
        MaxRetries = 0,
        Pacing = false,
    };

    /// <summary>Answers every request with a body of openapi/examples, under the status in its name.</summary>
    public static TestClient AnsweringWith(string example)
    {
        var client = new TestClient();
        client.Answer((HttpStatusCode)int.Parse(example.Split('.')[1], null), Repository.Example(example));
        return client;
    }

    /// <summary>Answers every request with these bytes.</summary>
    public void Answer(HttpStatusCode status, byte[] body, string? mediaType, params (string Name, string Value)[] headers) =>
        Service.When("*").Respond(_ =>
        {
            var response = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) };
            response.Headers.TryAddWithoutValidation("CF-RAY", "8f2a6c1d9e4b7a30-AMS");
            if (mediaType is not null)
            {
                response.Content.Headers.ContentType = new(mediaType);
            }

            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });

    /// <summary>Answers every request with this text.</summary>
    public void Answer(
        HttpStatusCode status, string body, string mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Answer(status, Encoding.UTF8.GetBytes(body), mediaType, headers);

    public void Dispose()
    {
        _httpClient.Dispose();
        _recorder.Dispose();
        Service.Dispose();
    }

    private sealed class Recorder(List<SentRequest> requests) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            requests.Add(new SentRequest(
                request.Method.Method,
                request.RequestUri!,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
                request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken)));
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

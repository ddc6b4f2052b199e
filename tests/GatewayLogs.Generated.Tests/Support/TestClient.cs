using System.Net;
using System.Text;
using RichardSzalay.MockHttp;

namespace GatewayLogs.Tests;

/// <summary>A client of a mocked service, which records every request and throws for unexpected requests.</summary>
internal sealed class TestClient : IDisposable
{
    public const string LogsPath = "/client/v4/accounts/0123456789abcdef0123456789abcdef/ai-gateway/gateways/my-gateway/logs";

    public const string ApiToken = "canary-token-7Qx";

    private readonly Recorder _recorder;

    public TestClient(Action<GatewayLogsClientOptions>? configure = null)
    {
        Service.Fallback.Throw(new InvalidOperationException("The client sent a request that the test does not expect."));
        var options = Options();
        options.TimeProvider = Time;
        configure?.Invoke(options);
        _recorder = new Recorder(Requests, Time) { InnerHandler = Service };
        Http = new HttpClient(_recorder);
        ClientOptions = options;
        Client = new GatewayLogsClient(options, Http);
    }

    public MockHttpMessageHandler Service { get; } = new();

    public GatewayLogsClient Client { get; }

    public GatewayLogsClientOptions ClientOptions { get; }

    public HttpClient Http { get; }

    /// <summary>Sets whether the service accepts requests without responding.</summary>
    public bool Hangs { set => _recorder.Hangs = value; }

    /// <summary>Gets the clock of the client.</summary>
    public VirtualTime Time { get; } = new();

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Requests.Single();

    public static GatewayLogsClientOptions Options() => new()
    {
        AccountId = "0123456789abcdef0123456789abcdef",
        GatewayId = "my-gateway",
        ApiToken = ApiToken,

        // Most tests are about one attempt.
        MaxRetries = 0,
        RateLimit = null,
    };

    /// <summary>Creates a client with default retries and without rate limiting, whose service returns these responses in sequence.</summary>
    public static TestClient Retrying(params Func<HttpResponseMessage>[] responses)
    {
        var client = new TestClient(options => options.MaxRetries = new GatewayLogsClientOptions().MaxRetries);
        client.RespondInSequence(responses);
        return client;
    }

    /// <summary>Creates a response with a status, headers and a body that is not an envelope.</summary>
    public static Func<HttpResponseMessage> Refusal(int status, params (string Name, string Value)[] headers) => () =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("canary-prompt-9Zk") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    };

    /// <summary>Creates a response with status 200 and this body.</summary>
    public static Func<HttpResponseMessage> Ok(Func<HttpContent> content) => () =>
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content() };
        response.Content.Headers.ContentType ??= new("application/json");
        return response;
    };

    /// <summary>Gets a valid response to any operation except the list.</summary>
    public static Func<HttpResponseMessage> Good { get; } =
        Ok(() => new StringContent($$$"""{"success":true,"result":{"success":true,"id":"{{{Operations.Id}}}"}}"""));

    /// <summary>Gets a valid response to the list.</summary>
    public static Func<HttpResponseMessage> GoodPage { get; } = Ok(() => new ByteArrayContent("""{"success":true,"result":[{"id":"a"}]}"""u8.ToArray()));

    public static Func<HttpResponseMessage> GoodResponseTo(string operation) => operation == "ListGatewayLogs" ? GoodPage : Good;

    /// <summary>Returns the responses in sequence, then the last one for all further requests.</summary>
    public void RespondInSequence(params Func<HttpResponseMessage>[] responses)
    {
        var turn = 0;
        Service.When("*").Respond(_ => responses[Math.Min(turn++, responses.Length - 1)]());
    }

    /// <summary>Advances the clock until an operation has completed.</summary>
    public Task RunAsync(string operation, CancellationToken cancellationToken = default) =>
        Time.RunAsync(Client.CallAsync(operation, cancellationToken));

    /// <summary>Creates a client whose service returns a body of openapi/examples with the status in its name.</summary>
    public static TestClient RespondingWith(string example)
    {
        var client = new TestClient();
        client.Respond((HttpStatusCode)int.Parse(example.Split('.')[1], null), Repository.Example(example));
        return client;
    }

    /// <summary>Responds to every request with these bytes.</summary>
    public void Respond(HttpStatusCode status, byte[] body, string? mediaType, params (string Name, string Value)[] headers) =>
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

    /// <summary>Responds to every request with this text.</summary>
    public void Respond(
        HttpStatusCode status, string body, string mediaType = "application/json", params (string Name, string Value)[] headers) =>
        Respond(status, Encoding.UTF8.GetBytes(body), mediaType, headers);

    public void Dispose()
    {
        Http.Dispose();
        _recorder.Dispose();
        Service.Dispose();
    }

    private sealed class Recorder(List<SentRequest> requests, VirtualTime time) : DelegatingHandler
    {
        public bool Hangs { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            requests.Add(new SentRequest(
                time.Elapsed,
                request.Method.Method,
                request.RequestUri!,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)),
                request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken)));
            await Task.Delay(Hangs ? Timeout.Infinite : 0, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}

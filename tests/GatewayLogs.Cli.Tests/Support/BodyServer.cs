using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GatewayLogs.Tests;

/// <summary>A service on a real socket that lists one log for each stored body, and sends the bodies without changing them.</summary>
internal sealed class BodyServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly RawService _lists = new();
    private readonly HttpClient _list;
    private readonly IReadOnlyList<StoredBody> _bodies;
    private readonly ConcurrentDictionary<string, int> _requests = new();

    private BodyServer(IReadOnlyList<StoredBody> bodies)
    {
        _bodies = bodies;
        _list = new HttpClient(_lists, disposeHandler: false) { BaseAddress = new Uri("http://localhost/") };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        for (var i = 0; i < bodies.Count; i++)
        {
            _lists.Add(GetCreatedAt(i), GetRow(i));
        }
    }

    public Uri Address => new($"{_application.Urls.Single()}/client/v4/");

    /// <summary>Gets the environment variables that connect <c>gwlogs</c> to this server.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>(CliRunner.GetEnvironment(null))
    {
        ["CLOUDFLARE_API_TOKEN"] = "t", ["CLOUDFLARE_ACCOUNT_ID"] = "a", ["CLOUDFLARE_GATEWAY_ID"] = "g", ["CLOUDFLARE_API_BASE_URL"] = Address.AbsoluteUri,
    };

    public static async Task<BodyServer> StartAsync(IReadOnlyList<StoredBody> bodies)
    {
        var server = new BodyServer(bodies);
        server._application.Run(server.RespondAsync);
        await server._application.StartAsync();
        return server;
    }

    public static string GetId(int index) => index.ToString("d3", CultureInfo.InvariantCulture);

    public GatewayLogsClient CreateClient() => new(
        new GatewayLogsClientOptions { AccountId = "a", GatewayId = "g", ApiToken = "t", BaseAddress = Address, RateLimit = null });

    /// <summary>Returns the number of requests for the body of a log since the last call.</summary>
    public int TakeRequests(string id) => _requests.TryRemove(id, out var count) ? count : 0;

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _list.Dispose();
        _lists.Dispose();
    }

    private static DateTimeOffset GetCreatedAt(int index) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddSeconds(index);

    private string GetRow(int index) =>
        $$"""{"id":"{{GetId(index)}}","created_at":"{{GetCreatedAt(index):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","response_content_type":"{{_bodies[index].MediaType}}","success":true}""";

    private async Task RespondAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Split('/');
        if (path[^1] == "response")
        {
            _requests.AddOrUpdate(path[^2], 1, (_, count) => count + 1);
            await SendAsync(context.Response, _bodies[int.Parse(path[^2], CultureInfo.InvariantCulture)]);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(path[^1] == "logs"
            ? await _list.GetStringAsync(new Uri($"logs{context.Request.QueryString}", UriKind.Relative))
            : $$"""{"success":true,"result":{{GetRow(int.Parse(path[^1], CultureInfo.InvariantCulture))}}}""");
    }

    private static async Task SendAsync(HttpResponse response, StoredBody body)
    {
        response.ContentType = body.MediaType;
        switch (body.Transfer)
        {
            case BodyTransfer.Length:
                response.ContentLength = body.Bytes.Length;
                await response.Body.WriteAsync(body.Bytes);
                break;
            case BodyTransfer.Chunked:
                foreach (var chunk in body.Bytes.Chunk(10_000))
                {
                    await response.Body.WriteAsync(chunk);
                    await response.Body.FlushAsync();
                }

                break;
            default:
                response.Headers.ContentEncoding = "gzip";
                await using (var gzip = new GZipStream(response.Body, CompressionLevel.Fastest))
                {
                    await gzip.WriteAsync(body.Bytes);
                }

                break;
        }
    }
}

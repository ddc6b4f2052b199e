using System.Net.Http.Headers;
using System.Text;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>An emulator of its own for a test, and a client that may write.</summary>
public sealed class Gateway : IAsyncDisposable
{
    private readonly HttpClient _client = new();

    private Gateway(GatewayLogsEmulator emulator) => Emulator = emulator;

    public GatewayLogsEmulator Emulator { get; }

    public Uri Logs => new(Emulator.BaseAddress, $"accounts/{Emulator.AccountId}/ai-gateway/gateways/{Emulator.GatewayId}/logs");

    public static async Task<Gateway> StartAsync(GatewayLogsEmulatorOptions? options = null, params EmulatedLog[] logs)
    {
        var gateway = new Gateway(await GatewayLogsEmulator.StartAsync(options));
        gateway.Emulator.AddLogs(logs);
        return gateway;
    }

    /// <summary>Asks for a path below the gateway's logs, with the read-write token.</summary>
    public Task<Answered> GetAsync(string pathAndQuery = "") => SendAsync(HttpMethod.Get, pathAndQuery);

    public Task<Answered> DeleteAsync(string query = "") => SendAsync(HttpMethod.Delete, query);

    public Task<Answered> PatchAsync(string id, string body) => SendAsync(HttpMethod.Patch, "/" + id, new StringContent(body, Encoding.UTF8));

    public Task<Answered> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, Logs + pathAndQuery) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Emulator.ApiToken);
        return SendAsync(request);
    }

    /// <summary>Sends a request as it is.</summary>
    public async Task<Answered> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await _client.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return new Answered(
                (int)response.StatusCode,
                body,
                response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Emulator.DisposeAsync();
    }
}

using System.Net.Http.Headers;
using System.Text;

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>An emulator for a single test, with a client that uses the read-write token.</summary>
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

    /// <summary>Sends a GET request to a path below the gateway's logs.</summary>
    public Task<EmulatorResponse> GetAsync(string pathAndQuery = "") => SendAsync(HttpMethod.Get, pathAndQuery);

    public Task<EmulatorResponse> DeleteAsync(string query = "") => SendAsync(HttpMethod.Delete, query);

    public Task<EmulatorResponse> PatchAsync(string id, string body) => SendAsync(HttpMethod.Patch, "/" + id, new StringContent(body, Encoding.UTF8));

    public Task<EmulatorResponse> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, Logs + pathAndQuery) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Emulator.ApiToken);
        return SendAsync(request);
    }

    /// <summary>Sends a request without changing it.</summary>
    public async Task<EmulatorResponse> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            var body = await response.Content.ReadAsByteArrayAsync();
            return new EmulatorResponse(
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

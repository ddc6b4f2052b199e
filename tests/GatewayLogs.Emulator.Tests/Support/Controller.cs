namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>Sends requests to the control endpoints.</summary>
public sealed class Controller(Gateway gateway)
{
    public Task<EmulatorResponse> GetAsync(string path) => SendAsync(HttpMethod.Get, path, json: null);

    public Task<EmulatorResponse> SendAsync(HttpMethod method, string path, string? json) => gateway.SendAsync(
        new HttpRequestMessage(method, new Uri(gateway.Emulator.ControlAddress, path)) { Content = json is null ? null : new StringContent(json) });
}

namespace GatewayLogs.Emulator.Tests.Support;

/// <summary>Asks the emulator itself, over HTTP.</summary>
public sealed class Controller(Gateway gateway)
{
    public Task<Answered> GetAsync(string path) => SendAsync(HttpMethod.Get, path, json: null);

    public Task<Answered> SendAsync(HttpMethod method, string path, string? json) => gateway.SendAsync(
        new HttpRequestMessage(method, new Uri(gateway.Emulator.ControlAddress, path)) { Content = json is null ? null : new StringContent(json) });
}

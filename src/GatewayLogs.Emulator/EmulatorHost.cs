namespace GatewayLogs.Emulator;

/// <summary>Builds the web server of an emulator.</summary>
internal static class EmulatorHost
{
    // The line limit is Cloudflare's limit for URLs. The body limit is higher than Cloudflare's, so that an upload is read to its end
    // before it is rejected.
    private const int MaximumRequestLine = 16 * 1024;
    private const long MaximumRequestBody = 1024L * 1024 * 1024;

    /// <summary>Builds the server without starting it.</summary>
    public static WebApplication Build(GatewayLogsEmulatorOptions options, Action<WebApplication> configure)
    {
        // Not the slim builder: no environment variable, not even ASPNETCORE_URLS, may affect an emulator inside a test.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaximumRequestLine;
            kestrel.Limits.MaxRequestBodySize = MaximumRequestBody;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime>(new HostedLifetime());
        options.ConfigureLogging?.Invoke(builder.Logging);

        var application = builder.Build();
        configure(application);
        return application;
    }

    /// <summary>Leaves Ctrl+C and SIGTERM to the hosting process; the default lifetime would handle them.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

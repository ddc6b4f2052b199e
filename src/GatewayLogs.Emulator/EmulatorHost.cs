namespace GatewayLogs.Emulator;

/// <summary>The web server under an emulator.</summary>
internal static class EmulatorHost
{
    // Cloudflare's own limit on a URL. Uploads get more room than there, to be read to their end and then refused.
    private const int MaximumRequestLine = 16 * 1024;
    private const long MaximumRequestBody = 1024L * 1024 * 1024;

    /// <summary>Builds it; it does not listen yet.</summary>
    public static WebApplication Build(GatewayLogsEmulatorOptions options, Action<WebApplication> configure)
    {
        // Empty rather than slim: nothing of the environment, not even ASPNETCORE_URLS, may reach an emulator inside a test.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = MaximumRequestLine;
            kestrel.Limits.MaxRequestBodySize = MaximumRequestBody;
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime>(new HostedLifetime());
        options.ConfigureLogging?.Invoke(builder.Logging);

        WebApplication application = builder.Build();
        configure(application);
        return application;
    }

    /// <summary>Leaves Ctrl-C and SIGTERM to the process around the emulator; the default lifetime would take them over.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

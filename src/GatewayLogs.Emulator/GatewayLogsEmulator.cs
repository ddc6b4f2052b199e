using GatewayLogs.Emulator.Http;
using GatewayLogs.Emulator.Seeding;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator;

/// <summary>A running emulator of the AI Gateway logs API: one account, one gateway, one database.</summary>
public sealed class GatewayLogsEmulator : IAsyncDisposable
{
    // Cloudflare's own limits on a URL and on an upload.
    private const int MaximumRequestLine = 16 * 1024;
    private const long MaximumRequestBody = 100 * 1024 * 1024;

    private readonly GatewayLogsEmulatorOptions _options;
    private readonly LogStore _store;
    private readonly WebApplication _application;

    private GatewayLogsEmulator(GatewayLogsEmulatorOptions options, LogStore store)
    {
        _options = options;
        _store = store;
        _application = Build(options, store);
    }

    /// <summary>Where the API is; ends in <c>/client/v4/</c>.</summary>
    public Uri BaseAddress => new(new Uri(_application.Urls.Single()), LogEndpoints.ApiPath + "/");

    /// <summary>The account that holds the gateway.</summary>
    public string AccountId => _options.AccountId;

    /// <summary>The gateway that holds the logs.</summary>
    public string GatewayId => _options.GatewayId;

    /// <summary>The API token that may read and write.</summary>
    public string ApiToken => _options.ApiToken;

    /// <summary>The API token that may only read.</summary>
    public string ReadOnlyApiToken => _options.ReadOnlyApiToken;

    /// <summary>The e-mail address that goes with <see cref="ApiKey"/>.</summary>
    public string Email => _options.Email;

    /// <summary>The global key, which may read and write.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>Opens the database, seeds it when it is new, and listens.</summary>
    /// <param name="options">The set-up. Default: an empty gateway in memory, on any free loopback port.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <returns>The emulator, ready to answer. Disposing it stops it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count of logs is negative.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="InvalidOperationException">The database was made by another version of the emulator.</exception>
    public static async Task<GatewayLogsEmulator> StartAsync(
        GatewayLogsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new GatewayLogsEmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Logs, nameof(options));
        LogStore store = LogStore.Open(options.DatabasePath, LogSeeder.Generate(options.Seed, options.Logs), cancellationToken);
        GatewayLogsEmulator emulator = new(options, store);
        try
        {
            await emulator._application.StartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds logs, as if the gateway had just recorded them.</summary>
    /// <param name="logs">The logs; they are kept in transactions of ten thousand.</param>
    /// <param name="cancellationToken">Stops between two transactions.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">An id is taken, or a field that holds JSON does not.</exception>
    public void AddLogs(IEnumerable<EmulatedLog> logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _store.Insert(logs, cancellationToken);
    }

    /// <summary>Stops listening and closes the database.</summary>
    /// <returns>When it is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _store.Dispose();
    }

    private static WebApplication Build(GatewayLogsEmulatorOptions options, LogStore store)
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
        FrontDoor frontDoor = new(options);
        application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Unrouted.AnswerException });
        application.Use(frontDoor.Admit);
        application.UseStatusCodePages(Unrouted.AnswerStatus);
        new LogEndpoints(store, options).Map(application);
        return application;
    }

    /// <summary>Leaves Ctrl-C and SIGTERM to the process around the emulator; the default lifetime would take them over.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

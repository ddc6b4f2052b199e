using GatewayLogs.Emulator.Control;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Http;
using GatewayLogs.Emulator.Seeding;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator;

/// <summary>A running emulator of the AI Gateway logs API: one account, one gateway, one database.</summary>
public sealed partial class GatewayLogsEmulator : IAsyncDisposable
{
    private readonly GatewayLogsEmulatorOptions _options;
    private readonly EmulatorState _state;
    private readonly LogDatabase _database;
    private readonly LogStore _store;
    private readonly Ledger _ledger;
    private readonly FaultBook _faults = new();
    private readonly RequestJournal _journal;
    private readonly RateWindows _windows;
    private readonly WebApplication _application;

    private GatewayLogsEmulator(GatewayLogsEmulatorOptions options)
    {
        _options = options;
        _faults.Rules = options.Faults;
        _state = new EmulatorState(options);
        _database = new LogDatabase(options.DatabasePath);
        _store = new LogStore(_database, _state);
        _ledger = new Ledger(_database);
        _journal = new RequestJournal(_state.Clock);
        _windows = new RateWindows(_state.Clock);
        _application = EmulatorHost.Build(options, application =>
        {
            FrontDoor frontDoor = new(options, _state, _journal, _windows);
            application.Use(frontDoor.Admit);
            application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = Unrouted.AnswerException });
            application.UseStatusCodePages(Unrouted.AnswerStatus);
            application.Use(new FaultInjector(_faults, options.TimeProvider).Inject);
            new LogEndpoints(_store, new LogReader(_database, _state), options).Map(application);
            new ControlEndpoints(this).Map(application);
        });
    }

    /// <summary>Where the API is; ends in <c>/client/v4/</c>.</summary>
    public Uri BaseAddress => new(new Uri(_application.Urls.Single()), LogEndpoints.ApiPath + "/");

    /// <summary>Where the emulator itself is controlled; ends in <c>/_emulator/</c>.</summary>
    public Uri ControlAddress => new(BaseAddress, ControlEndpoints.Path + "/");

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
    /// <exception cref="ArgumentException">A fault of the options cannot be.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count of logs is negative.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="InvalidOperationException">The database was made by another version of the emulator.</exception>
    public static async Task<GatewayLogsEmulator> StartAsync(
        GatewayLogsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new GatewayLogsEmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Logs, nameof(options));
        GatewayLogsEmulator emulator = new(options);
        try
        {
            emulator._store.Prepare(emulator.FirstLogs(), options.SeedingProgress, cancellationToken);
            await emulator._application.StartAsync(cancellationToken);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops listening and closes the database.</summary>
    /// <returns>When it is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _database.Dispose();
    }

    private IEnumerable<EmulatedLog> FirstLogs() => LogSeeder.Generate(_options.Seed, _options.Logs, _options.Quirks.Ids);
}

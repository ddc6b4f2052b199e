using System.Net;
using System.Security.Cryptography;
using GatewayLogs.Emulator.Control;
using GatewayLogs.Emulator.Faults;
using GatewayLogs.Emulator.Http;
using GatewayLogs.Emulator.Seeding;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator;

/// <summary>A running emulator of the AI Gateway logs API with one account, one gateway and one database.</summary>
public sealed partial class GatewayLogsEmulator : IAsyncDisposable
{
    private readonly GatewayLogsEmulatorOptions _options;
    private readonly EmulatorState _state;
    private readonly LogDatabase _database;
    private readonly LogStore _store;
    private readonly Ledger _ledger;
    private readonly FaultRules _faults = new();
    private readonly RequestJournal _journal;
    private readonly RateWindows _windows;
    private readonly WebApplication _application;
    private Traffic? _traffic;

    private GatewayLogsEmulator(GatewayLogsEmulatorOptions options)
    {
        _options = options;
        ControlToken = options.ControlToken ?? (IPAddress.IsLoopback(options.Address) ? null : RandomToken());
        _faults.Rules = options.Faults;
        _state = new EmulatorState(options);
        _database = new LogDatabase(options.DatabasePath);
        _store = new LogStore(_database, _state);
        _ledger = new Ledger(_database);
        _journal = new RequestJournal(_state.Clock);
        _windows = new RateWindows(_state.Clock);
        _application = EmulatorHost.Build(options, application =>
        {
            application.Use(new RequestSetupMiddleware(_state, _journal).InvokeAsync);
            application.Use(new HostMiddleware(options.Address).InvokeAsync);
            application.Use(new ControlAccessMiddleware(ControlToken).InvokeAsync);
            application.Use(new AuthenticationMiddleware(options, _windows).InvokeAsync);
            application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FallbackErrors.WriteExceptionAsync });
            application.UseStatusCodePages(FallbackErrors.WriteStatusAsync);
            application.Use(new FaultInjector(_faults, options.TimeProvider).InvokeAsync);
            new LogEndpoints(_store, new LogReader(_database, _state), options).Map(application);
            new ControlEndpoints(this).Map(application);
        });
    }

    /// <summary>
    /// Gets the base address of the API, which ends in <c>/client/v4/</c>. If the emulator listens on all addresses, this is the loopback
    /// address.
    /// </summary>
    public Uri BaseAddress
    {
        get
        {
            var address = new UriBuilder(new Uri(new Uri(_application.Urls.Single()), LogEndpoints.ApiPath + "/"));
            address.Host = _options.Address.Equals(IPAddress.Any) ? $"{IPAddress.Loopback}"
                : _options.Address.Equals(IPAddress.IPv6Any) ? $"[{IPAddress.IPv6Loopback}]"
                : address.Host;
            return address.Uri;
        }
    }

    /// <summary>Gets the address of the control endpoints, which ends in <c>/_emulator/</c>.</summary>
    public Uri ControlAddress => new(BaseAddress, ControlEndpoints.Path + "/");

    /// <summary>Gets the id of the account that owns the gateway.</summary>
    public string AccountId => _options.AccountId;

    /// <summary>Gets the id of the gateway that contains the logs.</summary>
    public string GatewayId => _options.GatewayId;

    /// <summary>Gets the API token with read and write access.</summary>
    public string ApiToken => _options.ApiToken;

    /// <summary>Gets the API token with the permission AI Gateway Read, which includes the bodies.</summary>
    public string ReadOnlyApiToken => _options.ReadOnlyApiToken;

    /// <summary>Gets the API token with the permission AI Gateway Metadata Read, which excludes the bodies.</summary>
    public string MetadataApiToken => _options.MetadataApiToken;

    /// <summary>
    /// Gets the token that requests to <see cref="ControlAddress"/> must send in the header <c>Authorization: Bearer …</c>. Null, and not
    /// required, on a loopback address unless the options set one. The members of this class require no token.
    /// </summary>
    public string? ControlToken { get; }

    /// <summary>Gets the e-mail address that belongs to <see cref="ApiKey"/>.</summary>
    public string Email => _options.Email;

    /// <summary>Gets the global API key, which has read and write access.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>Opens the database, seeds it if it is new, and starts to listen.</summary>
    /// <param name="options">The options. Default: an empty gateway in memory on a free loopback port.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running emulator. Disposing it stops it.</returns>
    /// <exception cref="ArgumentException">A fault rule of the options is invalid.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of logs is negative.</exception>
    /// <exception cref="IOException">
    /// The emulator cannot listen on the address and port, or cannot use the file as its database: the file is not writable, or was not
    /// created by this version of the emulator.
    /// </exception>
    public static async Task<GatewayLogsEmulator> StartAsync(
        GatewayLogsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new GatewayLogsEmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Logs, nameof(options));
        try
        {
            var emulator = new GatewayLogsEmulator(options);
            await emulator.PrepareAndListenAsync(cancellationToken);
            return emulator;
        }
        catch (Exception exception) when (StartFailure.Explain(exception, options) is { } reason)
        {
            throw new IOException(reason, exception);
        }
    }

    /// <summary>Stops listening and closes the database.</summary>
    /// <returns>A task that completes when the emulator has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await (_traffic?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _application.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>Gets all routed endpoints.</summary>
    internal IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private async Task PrepareAndListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _store.Prepare(FirstLogs(), _options.SeedingProgress, cancellationToken);
            await _application.StartAsync(cancellationToken);
            if (_options.TrafficInterval is { } interval)
            {
                _traffic = new Traffic(_store, _state, _application.Logger, _options.Seed, interval);
            }
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static string RandomToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private IEnumerable<EmulatedLog> FirstLogs() =>
        LogSeeder.Generate(_options.Seed, _options.Logs, _options.Quirks.Ids, _options.SampleEnd);
}

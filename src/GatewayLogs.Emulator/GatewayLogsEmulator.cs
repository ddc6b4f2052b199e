using System.Net;
using System.Security.Cryptography;
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
    private readonly FaultRules _faults = new();
    private readonly RequestJournal _journal;
    private readonly RateWindows _windows;
    private readonly WebApplication _application;

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
            application.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FallbackErrors.AnswerException });
            application.UseStatusCodePages(FallbackErrors.AnswerStatus);
            application.Use(new FaultInjector(_faults, options.TimeProvider).Inject);
            new LogEndpoints(_store, new LogReader(_database, _state), options).Map(application);
            new ControlEndpoints(this).Map(application);
        });
    }

    /// <summary>Gets where the API is; ends in <c>/client/v4/</c>. An emulator that listens on all addresses is at that of loopback.</summary>
    public Uri BaseAddress
    {
        get
        {
            UriBuilder address = new(new Uri(new Uri(_application.Urls.Single()), LogEndpoints.ApiPath + "/"));
            address.Host = _options.Address.Equals(IPAddress.Any) ? $"{IPAddress.Loopback}"
                : _options.Address.Equals(IPAddress.IPv6Any) ? $"[{IPAddress.IPv6Loopback}]"
                : address.Host;
            return address.Uri;
        }
    }

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

    /// <summary>
    /// Gets the token that requests to <see cref="ControlAddress"/> need, in the header <c>Authorization: Bearer …</c>. It is null, and none is
    /// needed, on a loopback address for which the options have none. Members of this class need no token.
    /// </summary>
    public string? ControlToken { get; }

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
    /// <exception cref="IOException">
    /// The address and port cannot be listened on, or the file cannot be used as the database: it cannot be written, or is not one of this
    /// version of the emulator.
    /// </exception>
    public static async Task<GatewayLogsEmulator> StartAsync(
        GatewayLogsEmulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new GatewayLogsEmulatorOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Logs, nameof(options));
        try
        {
            GatewayLogsEmulator emulator = new(options);
            await emulator.PrepareAndListenAsync(cancellationToken);
            return emulator;
        }
        catch (Exception exception) when (StartFailure.Explain(exception, options) is { } reason)
        {
            throw new IOException(reason, exception);
        }
    }

    /// <summary>Stops listening and closes the database.</summary>
    /// <returns>When it is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>Gets everything that is routed to.</summary>
    internal IEnumerable<RouteEndpoint> Endpoints =>
        ((IEndpointRouteBuilder)_application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    private async Task PrepareAndListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            _store.Prepare(FirstLogs(), _options.SeedingProgress, cancellationToken);
            await _application.StartAsync(cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static string RandomToken() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private IEnumerable<EmulatedLog> FirstLogs() => LogSeeder.Generate(_options.Seed, _options.Logs, _options.Quirks.Ids);
}

using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using GatewayLogs;
using GatewayLogs.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers clients in a service collection.</summary>
/// <remarks>
/// The client retries requests where a retry is safe, so a handler that retries, such as the standard resilience handler, is not needed. If
/// one is added, its retries are rejected before they reach the network, and only its delays remain.
/// </remarks>
public static class GatewayLogsServiceCollectionExtensions
{
    private const string HttpClientName = "GatewayLogs";

    private static readonly string[] s_timeouts =
    [
        nameof(GatewayLogsClientOptions.TotalTimeout),
        nameof(GatewayLogsClientOptions.HeadersTimeout),
        nameof(GatewayLogsClientOptions.BodyInactivityTimeout),
    ];

    /// <summary>Registers the client of one gateway as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Configures the options, which are validated when the host starts.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add handlers.</returns>
    /// <exception cref="InvalidOperationException">A client with the same key, or without a key, is already registered.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, Action<GatewayLogsClientOptions> configure) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the client of one gateway as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">
    /// A configuration section with the names of the options, such as AccountId and GatewayId. Times have the format 00:00:20. The options
    /// are validated when the host starts.
    /// </param>
    /// <returns>A builder for the underlying HTTP client, for example to add handlers.</returns>
    /// <exception cref="InvalidOperationException">A client with the same key, or without a key, is already registered.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, IConfiguration section) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, section);

    /// <summary>Registers the client of one of several gateways as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The key of the service, and the name of its options.</param>
    /// <param name="configure">Configures the options, which are validated when the host starts.</param>
    /// <returns>A builder for the underlying HTTP client, for example to add handlers.</returns>
    /// <exception cref="InvalidOperationException">A client with the same key is already registered.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, Action<GatewayLogsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(name, options => options.Configure(configure));
    }

    /// <summary>Registers the client of one of several gateways as a keyed service.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="name">The key of the service, and the name of its options.</param>
    /// <param name="section">
    /// A configuration section with the names of the options, such as AccountId and GatewayId. Times have the format 00:00:20. The options
    /// are validated when the host starts.
    /// </param>
    /// <returns>A builder for the underlying HTTP client, for example to add handlers.</returns>
    /// <exception cref="InvalidOperationException">A client with the same key is already registered.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(name, options => options.Configure(_ => RequireTimes(name, section)).Bind(section));
    }

    /// <summary>
    /// Throws for timeouts that are not times with a colon. TimeSpan.Parse interprets a plain number as days, so "20" would be 20 days.
    /// </summary>
    private static void RequireTimes(string name, IConfiguration section)
    {
        string[] problems =
        [
            .. s_timeouts.Select(section.GetSection)
                .Where(setting => setting.Value is { Length: > 0 } text
                    && !(text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)))
                .Select(setting =>
                    $"{setting.Path} is not a time in the format hours:minutes:seconds. "
                    + "Set it to 00:00:20 for 20 seconds, or to -00:00:00.001 to disable the timeout."),
        ];
        if (problems.Length > 0)
        {
            throw new OptionsValidationException(name, typeof(GatewayLogsClientOptions), problems);
        }
    }

    private static IHttpClientBuilder AddClient(
        this IServiceCollection services, string name, Action<OptionsBuilder<GatewayLogsClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        RequireFirst(services, name);
        var options = services.AddOptions<GatewayLogsClientOptions>(name);
        configure(options);
        options.ValidateOnStart().PostConfigure<IServiceProvider>((value, provider) => value.LoggerFactory ??= provider.GetService<ILoggerFactory>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayLogsClientOptions>, Validation>());

        var httpClientName = $"{HttpClientName}:{name}";
        if (name == Options.Options.DefaultName)
        {
            services.TryAddSingleton(provider => Create(provider, name, httpClientName));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name, httpClientName));
        }

        // PostConfigure runs after all other configuration, so that no handler is added between this one and the primary handler.
        services.PostConfigure<HttpClientFactoryOptions>(httpClientName, factory => factory.HttpMessageHandlerBuilderActions.Add(AddSingleSendHandler));

        // The primary handler renews its connections itself, so the factory need not replace it. The factory's loggers are removed because
        // they would log URLs, which contain ids.
        return services.AddHttpClient(httpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(GatewayLogsClient.CreateHttpMessageHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    /// <summary>
    /// Throws if a client with the same key is already registered, because the options of both registrations would be merged.
    /// </summary>
    private static void RequireFirst(IServiceCollection services, string name)
    {
        if (services.Any(service => service.ImplementationInstance is Registration { Name: var other } && other == name))
        {
            throw new InvalidOperationException(
                $"A {nameof(GatewayLogsClient)} {(name.Length == 0 ? "without a key" : $"with the key \"{name}\"")} is already registered. Register each " +
                "gateway with its own key, as in AddGatewayLogsClient(\"eu\", …), and inject it with [FromKeyedServices(\"eu\")].");
        }

        services.AddSingleton(new Registration(name));
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The factory disposes it.")]
    private static void AddSingleSendHandler(HttpMessageHandlerBuilder builder)
    {
        if (!builder.AdditionalHandlers.OfType<SingleSendHandler>().Any())
        {
            builder.AdditionalHandlers.Add(new SingleSendHandler());
        }
    }

    private static GatewayLogsClient Create(IServiceProvider provider, string name, string httpClientName) => new(
        provider.GetRequiredService<IOptionsMonitor<GatewayLogsClientOptions>>().Get(name),
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(httpClientName),
        hasSingleSendHandler: true);

    /// <summary>Validates the options when the host starts, with the checks that the constructor of a client performs.</summary>
    private sealed class Validation : IValidateOptions<GatewayLogsClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, GatewayLogsClientOptions options) =>
            options.GetProblems() is { Count: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    /// <summary>Marks a service key as used.</summary>
    private sealed record Registration(string Name);
}

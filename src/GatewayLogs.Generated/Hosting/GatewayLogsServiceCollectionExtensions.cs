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

/// <summary>Registers clients with a container.</summary>
/// <remarks>
/// The client retries where that is safe. A handler that sends requests again, such as the standard resilience handler, is not needed: the
/// second request is refused, so that such a handler only adds its waits.
/// </remarks>
public static class GatewayLogsServiceCollectionExtensions
{
    private const string HttpClientName = "GatewayLogs";

    private static readonly string[] s_timeouts =
        [nameof(GatewayLogsClientOptions.TotalTimeout), nameof(GatewayLogsClientOptions.HeadersTimeout), nameof(GatewayLogsClientOptions.BodyInactivityTimeout)];

    /// <summary>Registers the client of one gateway, to be injected as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="configure">Sets the options, which are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    /// <exception cref="InvalidOperationException">A client is registered under the same key, or lack of one, already.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, Action<GatewayLogsClientOptions> configure) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the client of one gateway, to be injected as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="section">A section with the options by their names, such as AccountId and GatewayId; times have the form 00:00:20. They are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    /// <exception cref="InvalidOperationException">A client is registered under the same key, or lack of one, already.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, IConfiguration section) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, section);

    /// <summary>Registers the client of one of several gateways, to be injected by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="name">The key of the client, and the name of its options.</param>
    /// <param name="configure">Sets the options, which are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    /// <exception cref="InvalidOperationException">A client is registered under the same key, or lack of one, already.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, Action<GatewayLogsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(name, options => options.Configure(configure));
    }

    /// <summary>Registers the client of one of several gateways, to be injected by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="name">The key of the client, and the name of its options.</param>
    /// <param name="section">A section with the options by their names, such as AccountId and GatewayId; times have the form 00:00:20. They are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    /// <exception cref="InvalidOperationException">A client is registered under the same key, or lack of one, already.</exception>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(name, options => options.Configure(_ => RequireTimes(name, section)).Bind(section));
    }

    /// <summary>Refuses a timeout that is no time, or a bare number: TimeSpan reads "20" as 20 days.</summary>
    private static void RequireTimes(string name, IConfiguration section)
    {
        string[] problems =
        [
            .. s_timeouts.Select(section.GetSection)
                .Where(setting => setting.Value is { Length: > 0 } text
                    && !(text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)))
                .Select(setting => $"{setting.Path} is not a time of the form hours:minutes:seconds. Write 00:00:20 for 20 seconds, or -00:00:00.001 for no limit."),
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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayLogsClientOptions>, GatewayLogsClientOptionsValidation>());

        var httpClientName = $"{HttpClientName}:{name}";
        if (name == Options.Options.DefaultName)
        {
            services.TryAddSingleton(provider => Create(provider, name, httpClientName));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => Create(provider, name, httpClientName));
        }

        // After all other configuration, so that no handler is between this one and the connections.
        services.PostConfigure<HttpClientFactoryOptions>(httpClientName, factory => factory.HttpMessageHandlerBuilderActions.Add(AddSingleSendHandler));

        // The handler renews its connections by itself, so it need not be replaced; and what the factory would log are addresses with ids.
        return services.AddHttpClient(httpClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(GatewayLogsClient.CreateHttpMessageHandler)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    /// <summary>Refuses a second client under the same key, since its options would silently be mixed with those of the first.</summary>
    private static void RequireFirst(IServiceCollection services, string name)
    {
        if (services.Any(service => service.ImplementationInstance is Registration { Name: var other } && other == name))
        {
            throw new InvalidOperationException(
                $"A {nameof(GatewayLogsClient)} {(name.Length == 0 ? "without a key" : $"with the key \"{name}\"")} is registered already. Register each " +
                "gateway under a key of its own, as in AddGatewayLogsClient(\"eu\", …), and inject it with [FromKeyedServices(\"eu\")].");
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

    /// <summary>Marks the name of a client as taken.</summary>
    private sealed record Registration(string Name);
}

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

    /// <summary>Registers the client of one gateway, to be injected as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="configure">Sets the options, which are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, Action<GatewayLogsClientOptions> configure) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, configure);

    /// <summary>Registers the client of one gateway, to be injected as <see cref="GatewayLogsClient"/>.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="section">A section with the options by their names, such as AccountId and GatewayId. They are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, IConfiguration section) =>
        services.AddGatewayLogsClient(Options.Options.DefaultName, section);

    /// <summary>Registers the client of one of several gateways, to be injected by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="name">The key of the client, and the name of its options.</param>
    /// <param name="configure">Sets the options, which are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, Action<GatewayLogsClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddClient(name, options => options.Configure(configure));
    }

    /// <summary>Registers the client of one of several gateways, to be injected by its key.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="name">The key of the client, and the name of its options.</param>
    /// <param name="section">A section with the options by their names, such as AccountId and GatewayId. They are validated when the host starts.</param>
    /// <returns>What the HTTP client below is configured with, for handlers of your own.</returns>
    public static IHttpClientBuilder AddGatewayLogsClient(this IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddClient(name, options => options.Bind(section));
    }

    private static IHttpClientBuilder AddClient(
        this IServiceCollection services, string name, Action<OptionsBuilder<GatewayLogsClientOptions>> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
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
}

namespace GatewayLogs.Emulator.Seeding;

/// <summary>A model that generated logs call.</summary>
/// <param name="Provider">The name of the provider in the API.</param>
/// <param name="Name">The name of the model in the API.</param>
/// <param name="Path">The provider's path.</param>
/// <param name="RequestType">How the gateway is called for the model.</param>
/// <param name="UserAgent">The user agent of the calls.</param>
/// <param name="PriceIn">The price of an input token in US dollars.</param>
/// <param name="PriceOut">The price of an output token in US dollars.</param>
/// <param name="Dialect">The request and response formats of the provider.</param>
internal sealed record SeededModel(
    string Provider,
    string Name,
    string Path,
    string RequestType,
    string UserAgent,
    decimal PriceIn,
    decimal PriceOut,
    Dialect Dialect)
{
    /// <summary>Gets the models, each as often as its relative frequency.</summary>
    public static IReadOnlyList<SeededModel> All { get; } = Repeat(
        (6, OpenAi("gpt-4o", 0.0000025m, 0.00001m)),
        (3, OpenAi("gpt-4o-mini", 0.00000015m, 0.0000006m)),
        (2, Anthropic("claude-sonnet-4-5", 0.000003m, 0.000015m)),
        (1, Anthropic("claude-haiku-4-5", 0.000001m, 0.000005m)),
        (2, Gemini("gemini-2.5-flash", 0.0000003m, 0.0000025m)),
        (1, Gemini("gemini-2.5-pro", 0.00000125m, 0.00001m)),
        (2, WorkersAi("@cf/meta/llama-3.1-8b-instruct", 0.0000000281543182397m, 0.000000384127105563m)),
        (1, WorkersAi("@cf/meta/llama-3.3-70b-instruct-fp8-fast", 0.000000293119874302m, 0.00000225345119848m)));

    private static SeededModel OpenAi(string name, decimal priceIn, decimal priceOut) =>
        new("openai", name, "chat/completions", "provider", "OpenAI/JS 6.1.0", priceIn, priceOut, Dialect.OpenAi);

    private static SeededModel Anthropic(string name, decimal priceIn, decimal priceOut) =>
        new("anthropic", name, "v1/messages", "provider", "Anthropic/Python 0.70.0", priceIn, priceOut, Dialect.Anthropic);

    private static SeededModel Gemini(string name, decimal priceIn, decimal priceOut) => new(
        "google-ai-studio", name, $"v1beta/models/{name}:generateContent", "provider", "google-genai-sdk/1.45.0", priceIn, priceOut, Dialect.Gemini);

    private static SeededModel WorkersAi(string name, decimal priceIn, decimal priceOut) =>
        new("workers-ai", name, name, "workers-ai", "", priceIn, priceOut, Dialect.WorkersAi);

    private static SeededModel[] Repeat(params (int Times, SeededModel Model)[] models) =>
        [.. models.SelectMany(entry => Enumerable.Repeat(entry.Model, entry.Times))];
}

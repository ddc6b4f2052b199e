using System.Diagnostics;
using GatewayLogs.Emulator;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Tests;

/// <summary>
/// Validates the responses of all emulators in this process. ASP.NET Core notifies diagnostic listeners when a request starts and ends, so
/// the emulator needs no extension point, and the monitor includes emulators that tests start themselves.
/// </summary>
internal sealed class ResponseMonitor : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private const string ApiPath = "/client/v4";

    private const string FaultHeader = "x-emulator-fault";

    private readonly ConformanceResults _results;

    private ResponseMonitor(ConformanceResults results) => _results = results;

    /// <summary>Starts to validate responses.</summary>
    public static void Start(ConformanceResults results) => DiagnosticListener.AllListeners.Subscribe(new ResponseMonitor(results));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
        {
            value.Subscribe(this, (name, _, _) => name.StartsWith(Request, StringComparison.Ordinal));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        switch (value)
        {
            case { Key: Request + ".Start", Value: HttpContext context } when context.Request.Path.StartsWithSegments(ApiPath, out var path):
                Record(context, path);
                break;
            case { Key: Request + ".Stop", Value: HttpContext context } when context.Features.Get<RecordedExchange>() is { } exchange:
                Validate(context, exchange);
                break;
        }
    }

    public void OnCompleted()
    {
        // The listener of a disposed host.
    }

    public void OnError(Exception error)
    {
        // Diagnostic listeners report no errors.
    }

    private static void Record(HttpContext context, string path)
    {
        var body = new RecordedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        var exchange = new RecordedExchange(context.Request.Method, path, context.Request.QueryString, body);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        context.Features.Set(exchange);

        // Read here, because Kestrel clears the headers of a response that does not match its Content-Length.
        context.Response.OnStarting(() =>
        {
            exchange.IsFaulted = context.Response.Headers.ContainsKey(FaultHeader);
            return Task.CompletedTask;
        });
    }

    private void Validate(HttpContext context, RecordedExchange exchange)
    {
        var response = context.Response;
        var body = exchange.Body.Bytes;

        // Responses with an injected fault or with a quirk that contradicts the document, and responses whose client disconnected early, need
        // not conform to the document.
        var isIncomplete = context.RequestAborted.IsCancellationRequested && !(response.HasStarted && response.ContentLength == body.Length);
        if (!isIncomplete && !exchange.IsFaulted && context.Features.Get<EmulatorQuirks>() is not { IntegersAsText: true })
        {
            _results.Add(
                $"{exchange.Method} {exchange.Path}{exchange.Query} {response.StatusCode}",
                () => ApiDocument.Violations(exchange.Method, exchange.Path, response.StatusCode, response.ContentType, body));
        }
    }

    /// <summary>The request as it was received, before middleware can change it, and the response body.</summary>
    private sealed record RecordedExchange(string Method, string Path, QueryString Query, RecordedBody Body)
    {
        public bool IsFaulted { get; set; }
    }
}

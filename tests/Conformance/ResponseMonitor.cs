using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Tests;

/// <summary>
/// Sees every answer of every emulator in this process, whoever started it and whoever asks: ASP.NET Core tells each listener of its
/// diagnostics when a request begins and ends. So the emulator needs no seam for it, and no test can forget it.
/// </summary>
internal sealed class ResponseMonitor : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private const string Request = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private const string ApiPath = "/client/v4";

    private const string FaultHeader = "x-emulator-fault";

    private readonly Verdicts _verdicts;

    private int _open;

    private ResponseMonitor(Verdicts verdicts) => _verdicts = verdicts;

    /// <summary>Watches from now on.</summary>
    public static ResponseMonitor Begin(Verdicts verdicts)
    {
        var watch = new ResponseMonitor(verdicts);
        DiagnosticListener.AllListeners.Subscribe(watch);
        return watch;
    }

    /// <summary>Waits until each request that has come is judged: who asked has his answer, and may end this process, before that.</summary>
    public void WaitForVerdicts() => SpinWait.SpinUntil(() => Volatile.Read(ref _open) == 0, TimeSpan.FromMinutes(1));

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
                Interlocked.Increment(ref _open);
                Watch(context, path);
                break;
            case { Key: Request + ".Stop", Value: HttpContext context } when context.Features.Get<Watched>() is { } watched:
                Evaluate(context, watched);
                Interlocked.Decrement(ref _open);
                break;
        }
    }

    public void OnCompleted()
    {
        // A listener that is gone, as its host is.
    }

    public void OnError(Exception error)
    {
        // Listeners do not fail.
    }

    private static void Watch(HttpContext context, string path)
    {
        var body = new RecordedBody(context.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        var watched = new Watched(context.Request.Method, path, context.Request.QueryString, body);
        context.Features.Set<IHttpResponseBodyFeature>(body);
        context.Features.Set(watched);

        // The last moment at which the header is there for certain: the server clears it when an answer is not what its head promised.
        context.Response.OnStarting(() =>
        {
            watched.BreaksOnPurpose = context.Response.Headers.ContainsKey(FaultHeader);
            return Task.CompletedTask;
        });
    }

    private void Evaluate(HttpContext context, Watched watched)
    {
        var answer = context.Response;
        var body = watched.Body.Bytes;

        // Neither what breaks on purpose is the document's business, nor an answer whose client left before its end.
        var cut = context.RequestAborted.IsCancellationRequested && !(answer.HasStarted && answer.ContentLength == body.Length);
        if (!cut && !watched.BreaksOnPurpose)
        {
            _verdicts.Add(
                $"{watched.Method} {watched.Path}{watched.Query} {answer.StatusCode}",
                () => ApiDocument.Violations(watched.Method, watched.Path, answer.StatusCode, answer.ContentType, body));
        }
    }

    /// <summary>The request as it came, whatever becomes of it on its way through, and what was answered.</summary>
    private sealed record Watched(string Method, string Path, QueryString Query, RecordedBody Body)
    {
        public bool BreaksOnPurpose { get; set; }
    }
}

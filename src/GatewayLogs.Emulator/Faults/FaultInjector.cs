using System.Text;
using System.Text.Json;
using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Faults;

/// <summary>Injects the faults that are selected by a rule or by the request's own header.</summary>
internal sealed class FaultInjector(FaultRules book, TimeProvider timers)
{
    private const int DefaultWrongLength = 16;
    private const long DefaultBomb = 256L * 1024 * 1024;

    public async Task Inject(HttpContext context, RequestDelegate next)
    {
        if (LogEndpoints.GetOperation(context) is not string operation)
        {
            await next(context);
            return;
        }

        Fault? fault;
        try
        {
            fault = FaultHeader.Read(context.Request.Headers) ?? book.Match(operation);
        }
        catch (ArgumentException exception)
        {
            await Answer.Failure(context, StatusCodes.Status400BadRequest, ApiError.Invalid(exception.Message, "header", FaultHeader.Name));
            return;
        }

        if (fault is null)
        {
            await next(context);
            return;
        }

        var kind = JsonNamingPolicy.CamelCase.ConvertName(fault.Kind.ToString());
        context.Features.GetRequiredFeature<RequestRecord>().SetFault(kind);
        FixedHeaders fixedHeaders = context.Features.GetRequiredFeature<FixedHeaders>();
        fixedHeaders[FaultHeader.Name] = kind;
        context.Response.Headers[FaultHeader.Name] = kind; // Also for observers of a response that is never started.
        foreach ((var name, var value) in fault.Headers)
        {
            fixedHeaders[name] = value;
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, timers, context.RequestAborted);
        }

        await Break(context, next, fault);
    }

    private static async Task Break(HttpContext context, RequestDelegate next, Fault fault)
    {
        if (fault.Kind == FaultKind.Delay)
        {
            await next(context);
            return;
        }

        if (fault.Kind == FaultKind.DuplicateRows)
        {
            context.Features.Set(new RepeatedRows(fault.Rows));
            await next(context);
            return;
        }

        var execute = fault.Execute ?? fault.Kind != FaultKind.Status;
        CapturedResponse answer = execute ? await CapturedResponse.Of(context, next) : new CapturedResponse(context, []);
        context.Features.GetRequiredFeature<RequestRecord>().SetResponseReplaced();
        var wire = new RawConnection(context);
        switch (fault.Kind)
        {
            case FaultKind.Status:
                await AnswerStatus(context, fault);
                break;
            case FaultKind.StallBeforeHeaders:
                await wire.Stall();
                break;
            case FaultKind.StallMidBody:
                await wire.SendHalf(answer);
                await wire.Stall();
                break;
            case FaultKind.Reset:
                wire.Reset();
                break;
            case FaultKind.Close:
                await wire.Close();
                break;
            case FaultKind.HalfBodyThenReset:
                await wire.SendHalf(answer);
                wire.Reset();
                break;
            case FaultKind.HalfBodyThenClose:
                await wire.SendHalf(answer);
                await wire.Close();
                break;
            case FaultKind.WrongContentLength:
                await wire.Send(answer.Head(Math.Max(0, answer.Body.Length + (fault.Bytes ?? DefaultWrongLength))));
                await wire.Send(answer.Body);
                await wire.Close();
                break;
            case FaultKind.TruncatedJson:
                await Send(context, answer.Half);
                break;
            case FaultKind.EmptyOk:
                context.Response.StatusCode = StatusCodes.Status200OK;
                await Send(context, []);
                break;
            case FaultKind.HtmlOk:
                context.Response.StatusCode = StatusCodes.Status200OK;
                context.Response.ContentType = HtmlPage.ContentType;
                await Send(context, HtmlPage.Of(StatusCodes.Status200OK));
                break;
            case FaultKind.BrokenGzip:
                context.Response.Headers.ContentEncoding = "gzip";
                await Send(context, Gzip.Broken(answer.Body));
                break;
            default:
                context.Response.Headers.ContentEncoding = "gzip";
                context.Response.ContentLength = null;
                await Gzip.Bomb(context.Response.Body, answer.Body, fault.Bytes ?? DefaultBomb, context.RequestAborted);
                break;
        }
    }

    private static Task AnswerStatus(HttpContext context, Fault fault)
    {
        if (fault.Body is string body)
        {
            context.Response.StatusCode = fault.Status;
            context.Response.ContentType = fault.ContentType;
            return Send(context, Encoding.UTF8.GetBytes(body));
        }

        ApiError error = fault.Status == StatusCodes.Status429TooManyRequests ? ApiError.TooManyRequests : new ApiError(7000, "Injected fault");
        return fault.Status is StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError
            ? Answer.EdgeFailure(context, fault.Status, error)
            : Answer.Failure(context, fault.Status, error);
    }

    private static async Task Send(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

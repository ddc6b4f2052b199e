using System.Text;
using System.Text.Json;
using GatewayLogs.Emulator.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GatewayLogs.Emulator.Faults;

/// <summary>Injects the faults that are selected by a rule or by the request's own header.</summary>
internal sealed class FaultInjector(FaultRules rules, TimeProvider timers)
{
    private const int DefaultWrongLength = 16;
    private const long DefaultBomb = 256L * 1024 * 1024;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (LogEndpoints.GetOperation(context) is not string operation)
        {
            await next(context);
            return;
        }

        Fault? fault;
        try
        {
            fault = FaultHeader.Read(context.Request.Headers) ?? rules.Match(operation);
        }
        catch (ArgumentException exception)
        {
            await ApiResponse.WriteErrorAsync(context, StatusCodes.Status400BadRequest, ApiError.Invalid(exception.Message, "header", FaultHeader.Name));
            return;
        }

        if (fault is null)
        {
            await next(context);
            return;
        }

        var kind = JsonNamingPolicy.CamelCase.ConvertName(fault.Kind.ToString());
        context.Features.GetRequiredFeature<RequestRecord>().SetFault(kind);
        var fixedHeaders = context.Features.GetRequiredFeature<FixedHeaders>();
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

        await ApplyAsync(context, next, fault);
    }

    private static async Task ApplyAsync(HttpContext context, RequestDelegate next, Fault fault)
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
        var response = execute ? await CapturedResponse.CaptureAsync(context, next) : new CapturedResponse(context, []);
        context.Features.GetRequiredFeature<RequestRecord>().SetResponseReplaced();
        var connection = new RawConnection(context);
        switch (fault.Kind)
        {
            case FaultKind.Status:
                await SendStatusAsync(context, fault);
                break;
            case FaultKind.StallBeforeHeaders:
                await connection.StallAsync();
                break;
            case FaultKind.StallMidBody:
                await connection.SendHalfAsync(response);
                await connection.StallAsync();
                break;
            case FaultKind.Reset:
                connection.Reset();
                break;
            case FaultKind.Close:
                await connection.CloseAsync();
                break;
            case FaultKind.HalfBodyThenReset:
                await connection.SendHalfAsync(response);
                connection.Reset();
                break;
            case FaultKind.HalfBodyThenClose:
                await connection.SendHalfAsync(response);
                await connection.CloseAsync();
                break;
            case FaultKind.WrongContentLength:
                await connection.SendAsync(response.Head(Math.Max(0, response.Body.Length + (fault.Bytes ?? DefaultWrongLength))));
                await connection.SendAsync(response.Body);
                await connection.CloseAsync();
                break;
            case FaultKind.TruncatedJson:
                await SendAsync(context, response.Half);
                break;
            case FaultKind.EmptyOk:
                context.Response.StatusCode = StatusCodes.Status200OK;
                await SendAsync(context, []);
                break;
            case FaultKind.HtmlOk:
                context.Response.StatusCode = StatusCodes.Status200OK;
                context.Response.ContentType = HtmlPage.ContentType;
                await SendAsync(context, HtmlPage.Create(StatusCodes.Status200OK));
                break;
            case FaultKind.BrokenGzip:
                context.Response.Headers.ContentEncoding = "gzip";
                await SendAsync(context, Gzip.Corrupt(response.Body));
                break;
            default:
                context.Response.Headers.ContentEncoding = "gzip";
                context.Response.ContentLength = null;
                await Gzip.WriteBombAsync(context.Response.Body, response.Body, fault.Bytes ?? DefaultBomb, context.RequestAborted);
                break;
        }
    }

    private static Task SendStatusAsync(HttpContext context, Fault fault)
    {
        if (fault.Body is string body)
        {
            context.Response.StatusCode = fault.Status;
            context.Response.ContentType = fault.ContentType;
            return SendAsync(context, Encoding.UTF8.GetBytes(body));
        }

        var error = fault.Status == StatusCodes.Status429TooManyRequests ? ApiError.TooManyRequests : new ApiError(7000, "Fault on purpose");
        return fault.Status is StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError
            ? ApiResponse.WriteEdgeErrorAsync(context, fault.Status, error)
            : ApiResponse.WriteErrorAsync(context, fault.Status, error);
    }

    private static async Task SendAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

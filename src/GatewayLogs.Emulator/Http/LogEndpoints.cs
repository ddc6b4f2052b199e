using System.Buffers;
using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using GatewayLogs.Emulator.Storage;

namespace GatewayLogs.Emulator.Http;

/// <summary>The six endpoints.</summary>
internal sealed class LogEndpoints(LogStore store, GatewayLogsEmulatorOptions options)
{
    /// <summary>Where the API begins.</summary>
    public const string ApiPath = "/client/v4";

    private const string IgnoredHeader = "x-emulator-ignored";

    public void Map(IEndpointRouteBuilder routes)
    {
        const string logs = ApiPath + "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}/logs";

        // As RequestDelegate: the other overloads bind arguments by reflection.
        routes.MapGet(logs, InGateway(List));
        routes.MapDelete(logs, InGateway(Delete));
        routes.MapGet(logs + "/{id}", InGateway(Get));
        routes.MapPatch(logs + "/{id}", InGateway(Patch));
        routes.MapGet(logs + "/{id}/request", InGateway(context => Body(context, "request")));
        routes.MapGet(logs + "/{id}/response", InGateway(context => Body(context, "response")));
    }

    private Task List(HttpContext context)
    {
        QueryReader reader = new(context.Request.QueryString);
        ListQuery query = ListQuery.Read(reader);
        return Accepts(context, reader) ? Answer.Success(context, json => store.WritePage(json, query)) : Refuse(context, reader.Errors);
    }

    private Task Delete(HttpContext context)
    {
        QueryReader reader = new(context.Request.QueryString);
        DeleteQuery query = DeleteQuery.Read(reader);
        if (!Accepts(context, reader))
        {
            return Refuse(context, reader.Errors);
        }

        store.Delete(query);
        return Answer.Success(context, json =>
        {
            json.WriteStartObject("result");
            json.WriteBoolean("success", true);
            json.WriteEndObject();
        });
    }

    private Task Get(HttpContext context)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        return AnswerDetail(context);
    }

    private async Task Patch(HttpContext context)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        LogPatch patch = LogPatch.Read(body.GetBuffer().AsMemory(0, (int)body.Length));
        if (patch.Errors.Count > 0)
        {
            await Refuse(context, patch.Errors);
            return;
        }

        // One transaction a patch: what the answer then shows may already hold a later one.
        store.Patch(IdOf(context), patch, options.TimeProvider.GetUtcNow());
        await AnswerDetail(context);
    }

    private Task Body(HttpContext context, string side)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        StoredBody? body = store.FindBody(IdOf(context), side);
        return body is null ? NotFound(context) : Answer.Body(context, body, enveloped: body.IsJson && !options.BareBodies);
    }

    private Task AnswerDetail(HttpContext context)
    {
        ArrayBufferWriter<byte> detail = new();
        using (Utf8JsonWriter json = new(detail, Answer.JsonOptions))
        {
            if (!store.TryWriteDetail(json, IdOf(context)))
            {
                return NotFound(context);
            }
        }

        return Answer.Success(context, json =>
        {
            json.WritePropertyName("result");
            json.WriteRawValue(detail.WrittenSpan, skipInputValidation: true);
        });
    }

    private RequestDelegate InGateway(RequestDelegate endpoint) => context =>
    {
        if (!Matches(context, "account_id", options.AccountId))
        {
            return Answer.Failure(context, StatusCodes.Status404NotFound, Unrouted.NoRoute(context.Request));
        }

        return Matches(context, "gateway_id", options.GatewayId) ? endpoint(context) : NotFound(context);
    };

    private static bool Matches(HttpContext context, string parameter, string expected) =>
        string.Equals(context.Request.RouteValues[parameter] as string, expected, StringComparison.Ordinal);

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task NotFound(HttpContext context) => Answer.Failure(context, StatusCodes.Status404NotFound, ApiError.NotFound);

    private static Task Refuse(HttpContext context, IReadOnlyList<ApiError> errors) =>
        Answer.Failure(context, StatusCodes.Status400BadRequest, errors);

    /// <summary>Whether the query is sound. Names the parameters that were ignored, which the service does not.</summary>
    private static bool Accepts(HttpContext context, QueryReader reader)
    {
        string ignored = string.Join(", ", reader.Ignored.Select(ForHeader));
        if (ignored.Length > 0)
        {
            context.Response.Headers[IgnoredHeader] = ignored;
        }

        return reader.Errors.Count == 0;
    }

    // A header holds visible ASCII only, and here the comma separates.
    private static string ForHeader(string name) =>
        name.All(letter => letter is > ' ' and <= '~' and not ',') ? name : Uri.EscapeDataString(name);
}

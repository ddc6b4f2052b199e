using System.Buffers;
using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using GatewayLogs.Emulator.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace GatewayLogs.Emulator.Http;

/// <summary>The six endpoints.</summary>
internal sealed class LogEndpoints(LogStore store, LogReader reader, GatewayLogsEmulatorOptions options)
{
    /// <summary>Where the API begins.</summary>
    public const string ApiPath = "/client/v4";

    // Far above three fields; only to keep what is no patch out of memory.
    private const int MaximumPatch = 1024 * 1024;

    private const string IgnoredHeader = "x-emulator-ignored";

    /// <summary>The ids of the operations, as in the document.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["ListGatewayLogs", "DeleteGatewayLogs", "GetGatewayLogDetail", "PatchGatewayLog", "GetGatewayLogRequest", "GetGatewayLogResponse"];

    /// <summary>Returns whether a request is below the API's path. Letter case is ignored, because routing ignores it.</summary>
    public static bool Contain(HttpRequest request) => request.Path.StartsWithSegments(ApiPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>The id of the operation that a request was routed to, or null.</summary>
    public static string? GetOperation(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    public void Map(IEndpointRouteBuilder routes)
    {
        const string logs = ApiPath + "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}/logs";

        // As RequestDelegate: the other overloads bind arguments by reflection.
        routes.MapGet(logs, InGateway(List)).WithName(Operations[0]);
        routes.MapDelete(logs, InGateway(Delete)).WithName(Operations[1]);
        routes.MapGet(logs + "/{id}", InGateway(Get)).WithName(Operations[2]);
        routes.MapPatch(logs + "/{id}", InGateway(Patch)).WithName(Operations[3]);
        routes.MapGet(logs + "/{id}/request", InGateway(context => Body(context, "request"))).WithName(Operations[4]);
        routes.MapGet(logs + "/{id}/response", InGateway(context => Body(context, "response"))).WithName(Operations[5]);
    }

    private Task List(HttpContext context)
    {
        QueryReader parameters = new(context.Request.QueryString);
        ListQuery query = ListQuery.Read(parameters, GetQuirks(context));
        int repeatedRows = context.Features.Get<RepeatedRows>()?.Count ?? 0;
        return Accepts(context, parameters)
            ? Answer.Success(context, json => reader.WritePage(json, query, repeatedRows))
            : Refuse(context, parameters.Errors);
    }

    private Task Delete(HttpContext context)
    {
        QueryReader parameters = new(context.Request.QueryString);
        DeleteQuery query = DeleteQuery.Read(parameters, GetQuirks(context));
        if (!Accepts(context, parameters))
        {
            return Refuse(context, parameters.Errors);
        }

        long? remaining = store.Delete(query);
        int status = GetQuirks(context).DeleteStatus;
        return status != StatusCodes.Status200OK ? Answer.Empty(context, status) : Answer.Success(context, json =>
        {
            if (remaining is long count)
            {
                json.WriteStartObject("result_info");
                json.WriteNumber("total_count", count);
            }
            else
            {
                json.WriteStartObject("result");
                json.WriteBoolean("success", true);
            }

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
        LogPatch patch;
        try
        {
            patch = LogPatch.Read(await RequestBody.ReadAsync(context, MaximumPatch));
        }
        catch (BadHttpRequestException exception)
        {
            await Answer.Failure(context, exception.StatusCode, ApiError.Invalid(exception.Message, "body"));
            return;
        }

        if (patch.Errors.Count > 0)
        {
            await Refuse(context, patch.Errors);
            return;
        }

        // One transaction a patch: what the answer then shows may already hold a later one.
        store.Patch(GetId(context), patch);
        await AnswerDetail(context);
    }

    private Task Body(HttpContext context, string side)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        StoredBody? body = reader.FindBody(GetId(context), side);
        return body is null ? NotFound(context) : BodyResponse.Send(context, body, reader);
    }

    private Task AnswerDetail(HttpContext context)
    {
        ArrayBufferWriter<byte> detail = new();
        using (Utf8JsonWriter json = new(detail, WireJson.Options))
        {
            if (!reader.TryWriteDetail(json, GetId(context)))
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
        // ASP.NET Core takes a path with a slash at its end for the one without. Here that is how an empty id looks, which must not delete.
        if (!Matches(context, "account_id", options.AccountId) || context.Request.Path.Value!.EndsWith('/') || !IsSpelledAsDocumented(context))
        {
            return Answer.EdgeFailure(context, StatusCodes.Status404NotFound, FallbackErrors.NoRoute(context.Request));
        }

        return Matches(context, "gateway_id", options.GatewayId) ? endpoint(context) : NotFound(context);
    };

    /// <summary>ASP.NET Core takes the words of a route in any case; the service does not.</summary>
    private static bool IsSpelledAsDocumented(HttpContext context) => ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments
        .Zip(context.Request.Path.Value!.Split('/').Skip(1))
        .All(segment => segment.First.Parts is not [RoutePatternLiteralPart word] || word.Content == segment.Second);

    private static bool Matches(HttpContext context, string parameter, string expected) =>
        string.Equals(context.Request.RouteValues[parameter] as string, expected, StringComparison.Ordinal);

    private static EmulatorQuirks GetQuirks(HttpContext context) => context.Features.GetRequiredFeature<EmulatorQuirks>();

    private static string GetId(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task NotFound(HttpContext context) => Answer.Failure(context, StatusCodes.Status404NotFound, ApiError.NotFound);

    private static Task Refuse(HttpContext context, IReadOnlyList<ApiError> errors) =>
        Answer.Failure(context, StatusCodes.Status400BadRequest, errors);

    /// <summary>Whether the query is sound. Names the parameters that were ignored, which the service does not.</summary>
    private static bool Accepts(HttpContext context, QueryReader parameters)
    {
        string ignored = string.Join(", ", parameters.Ignored.Select(ForHeader));
        if (ignored.Length > 0)
        {
            context.Response.Headers[IgnoredHeader] = ignored;
        }

        return parameters.Errors.Count == 0;
    }

    // A header holds visible ASCII only, and here the comma separates.
    private static string ForHeader(string name) =>
        name.All(letter => letter is > ' ' and <= '~' and not ',') ? name : Uri.EscapeDataString(name);
}

using System.Buffers;
using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using GatewayLogs.Emulator.Storage;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace GatewayLogs.Emulator.Http;

/// <summary>The six endpoints of the API.</summary>
internal sealed class LogEndpoints(LogStore store, LogReader reader, GatewayLogsEmulatorOptions options)
{
    /// <summary>The path prefix of the API.</summary>
    public const string ApiPath = "/client/v4";

    // Far more than the three fields need; limits how much of an invalid body is buffered.
    private const int MaximumPatch = 1024 * 1024;

    private const string IgnoredHeader = "x-emulator-ignored";

    /// <summary>Gets the operationIds of the OpenAPI document.</summary>
    public static IReadOnlyList<string> Operations { get; } =
        ["ListGatewayLogs", "DeleteGatewayLogs", "GetGatewayLogDetail", "PatchGatewayLog", "GetGatewayLogRequest", "GetGatewayLogResponse"];

    /// <summary>Returns whether a request is below the API's path. Letter case is ignored, because routing ignores it.</summary>
    public static bool Contain(HttpRequest request) => request.Path.StartsWithSegments(ApiPath, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the id of the operation that a request was routed to, or null.</summary>
    public static string? GetOperation(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    public void Map(IEndpointRouteBuilder routes)
    {
        const string logs = ApiPath + "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}/logs";

        // Uses the RequestDelegate overloads, because the others bind arguments by reflection.
        routes.MapGet(logs, InGateway(ListAsync)).WithName(Operations[0]);
        routes.MapDelete(logs, InGateway(DeleteAsync)).WithName(Operations[1]);
        routes.MapGet(logs + "/{id}", InGateway(GetAsync)).WithName(Operations[2]);
        routes.MapPatch(logs + "/{id}", InGateway(PatchAsync)).WithName(Operations[3]);
        routes.MapGet(logs + "/{id}/request", InGateway(context => GetBodyAsync(context, "request"))).WithName(Operations[4]);
        routes.MapGet(logs + "/{id}/response", InGateway(context => GetBodyAsync(context, "response"))).WithName(Operations[5]);
    }

    private Task ListAsync(HttpContext context)
    {
        var parameters = new QueryReader(context.Request.QueryString);
        var query = ListQuery.Read(parameters, GetQuirks(context));
        var repeatedRows = context.Features.Get<RepeatedRows>()?.Count ?? 0;
        return Accepts(context, parameters)
            ? ApiResponse.WriteSuccessAsync(context, json => reader.WritePage(json, query, repeatedRows))
            : RejectAsync(context, parameters.Errors);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var parameters = new QueryReader(context.Request.QueryString);
        var query = DeleteQuery.Read(parameters, GetQuirks(context));
        if (!Accepts(context, parameters))
        {
            return RejectAsync(context, parameters.Errors);
        }

        var remaining = store.Delete(query);
        var status = GetQuirks(context).DeleteStatus;
        return status != StatusCodes.Status200OK ? ApiResponse.WriteEmptyAsync(context, status) : ApiResponse.WriteSuccessAsync(context, json =>
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

    private Task GetAsync(HttpContext context)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        return WriteDetailAsync(context);
    }

    private async Task PatchAsync(HttpContext context)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        LogPatch patch;
        try
        {
            patch = LogPatch.Read(await RequestBody.ReadAsync(context, MaximumPatch));
        }
        catch (BadHttpRequestException exception)
        {
            await ApiResponse.WriteErrorAsync(context, exception.StatusCode, ApiError.Invalid(exception.Message, "body"));
            return;
        }

        if (patch.Errors.Count > 0)
        {
            await RejectAsync(context, patch.Errors);
            return;
        }

        // Each patch is one transaction, so the detail read afterwards may already include a later patch.
        store.Patch(GetId(context), patch);
        await WriteDetailAsync(context);
    }

    private Task GetBodyAsync(HttpContext context, string side)
    {
        Accepts(context, new QueryReader(context.Request.QueryString));
        var body = GetQuirks(context).MissingBodies ? null : reader.FindBody(GetId(context), side);
        return body is null ? NotFoundAsync(context) : BodyResponse.SendAsync(context, body, reader);
    }

    private Task WriteDetailAsync(HttpContext context)
    {
        var detail = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(detail, WireJson.Options))
        {
            if (!reader.TryWriteDetail(json, GetId(context)))
            {
                return NotFoundAsync(context);
            }
        }

        return ApiResponse.WriteSuccessAsync(context, json =>
        {
            json.WritePropertyName("result");
            json.WriteRawValue(detail.WrittenSpan, skipInputValidation: true);
        });
    }

    private RequestDelegate InGateway(RequestDelegate endpoint) => context =>
    {
        // ASP.NET Core ignores a trailing slash. Here it means an empty id, and such a request must not reach the delete endpoint.
        if (!Matches(context, "account_id", options.AccountId) || context.Request.Path.Value!.EndsWith('/') || !IsSpelledAsDocumented(context))
        {
            return ApiResponse.WriteEdgeErrorAsync(context, StatusCodes.Status404NotFound, FallbackErrors.GetNoRouteErrors(context.Request));
        }

        return Matches(context, "gateway_id", options.GatewayId) ? endpoint(context) : NotFoundAsync(context);
    };

    /// <summary>
    /// Returns whether the path has the documented letter case. ASP.NET Core ignores letter case in routes; the service does not.
    /// </summary>
    private static bool IsSpelledAsDocumented(HttpContext context) => ((RouteEndpoint)context.GetEndpoint()!).RoutePattern.PathSegments
        .Zip(context.Request.Path.Value!.Split('/').Skip(1))
        .All(segment => segment.First.Parts is not [RoutePatternLiteralPart word] || word.Content == segment.Second);

    private static bool Matches(HttpContext context, string parameter, string expected) =>
        string.Equals(context.Request.RouteValues[parameter] as string, expected, StringComparison.Ordinal);

    private static EmulatorQuirks GetQuirks(HttpContext context) => context.Features.GetRequiredFeature<EmulatorQuirks>();

    private static string GetId(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task NotFoundAsync(HttpContext context) => ApiResponse.WriteErrorAsync(
        context, StatusCodes.Status404NotFound, ApiError.NotFound with { Code = GetQuirks(context).NotFoundCode ?? ApiError.NotFound.Code });

    private static Task RejectAsync(HttpContext context, IReadOnlyList<ApiError> errors) =>
        ApiResponse.WriteErrorAsync(context, StatusCodes.Status400BadRequest, errors);

    /// <summary>
    /// Returns whether the query is valid, and lists ignored parameters in a response header, which the service does not send.
    /// </summary>
    private static bool Accepts(HttpContext context, QueryReader parameters)
    {
        var ignored = string.Join(", ", parameters.Ignored.Select(ForHeader));
        if (ignored.Length > 0)
        {
            context.Response.Headers[IgnoredHeader] = ignored;
        }

        if (GetQuirks(context).RejectUnknownParameters)
        {
            parameters.Errors.AddRange(parameters.Ignored.Select(name => ApiError.Invalid("Unrecognized key", "query", name)));
        }

        return parameters.Errors.Count == 0;
    }

    // A header contains only visible ASCII characters, and the comma separates the names.
    private static string ForHeader(string name) =>
        name.All(letter => letter is > ' ' and <= '~' and not ',') ? name : Uri.EscapeDataString(name);
}

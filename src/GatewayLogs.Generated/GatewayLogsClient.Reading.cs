using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Bodies;
using GatewayLogs.Json;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Replaces the generated reading: the content was read within the attempt, and only the result is taken out.</summary>
    private static Task<ObjectResponseResult<T>> ReadObjectResponseAsync<T>(
        HttpResponseMessage response, IReadOnlyDictionary<string, IEnumerable<string>> headers, CancellationToken cancellationToken) =>
        Task.FromResult(new ObjectResponseResult<T>(((CallContext<T>)CallContext.From(response.RequestMessage!)).Result, string.Empty));

    /// <summary>Reads a response in JSON: first all bytes, up to the limit, then one pass of parsing.</summary>
    private static async Task<T> ReadJsonAsync<T>(CallContext call, HttpResponseMessage message, CancellationToken cancellationToken)
        where T : GatewayLogsEnvelope, new()
    {
        var response = call.Response!;
        using var body = new ResponseStream(message.Content, response, call.Options.BodyInactivityTimeout, call.Clock);
        using var buffer = await ResponseBuffer.ReadAsync(body, response, cancellationToken).ConfigureAwait(false);
        if (buffer.Bytes.IsEmpty && (call.Method == HttpMethod.Delete || response.StatusCode != System.Net.HttpStatusCode.OK))
        {
            return new T();
        }

        var value = Parse<T>(call.Settings.IncludeRawJson ? buffer.Copy() : buffer.Bytes, call.Settings.IncludeRawJson, response);
        RequireSuccess(value, response);
        return value;
    }

    /// <summary>Reads a stored body, as far as it takes to know what it is.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the body and disposes it.")]
    private static async Task<GatewayLogBody> ReadBodyAsync(CallContext call, HttpResponseMessage message, CancellationToken cancellationToken)
    {
        var raw = GatewayLogBody.TakeFrom(message, call.Response!, call.Options);
        var body = await BodyFactory.OpenAsync(raw, unwrap: !call.Settings.KeepsEnvelope, cancellationToken).ConfigureAwait(false);
        if (!call.Settings.BuffersBody)
        {
            return body;
        }

        using (body)
        {
            return body.WithBytes(await body.ReadAsBytesAsync(cancellationToken).ConfigureAwait(false));
        }
    }

    private static T Parse<T>(ReadOnlyMemory<byte> bytes, bool includeRawJson, GatewayLogsResponse response)
        where T : class, new()
    {
        if (bytes.IsEmpty)
        {
            throw Malformed("is empty", response);
        }

        return WireJson.TryRead<T>(bytes, includeRawJson, out var value, out var position)
            ? value ?? throw Malformed("is null", response)
            : throw Malformed($"is not the JSON that was expected{position}", response);
    }

    /// <summary>Rejects success:false, even with the status 200; and null where a result or a log is required.</summary>
    private static void RequireSuccess<T>(T envelope, GatewayLogsResponse response)
        where T : GatewayLogsEnvelope
    {
        switch (envelope)
        {
            case { Success: false } or DeleteGatewayLogsEnvelope { Result.Success: false }:
                throw GatewayLogsException.Refusal(new GatewayLogsResponse<T>((int)response.StatusCode, response.Headers, envelope));
            case ListGatewayLogsEnvelope { Result: null } or GetGatewayLogDetailEnvelope { Result: null }:
                throw Malformed("has no result", response);
            case ListGatewayLogsEnvelope { Result: { } logs } when logs.Contains(null!):
                throw Malformed("has a log that is null", response);
        }
    }

    private static GatewayLogsException Malformed(string problem, GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            $"The service answered {(int)response.StatusCode}, but its body {problem}. Try again; check BaseAddress (CLOUDFLARE_API_BASE_URL).", response),
        response)
    {
        Kind = FailureKind.MalformedResponse,
    };
}

using System.Diagnostics.CodeAnalysis;
using GatewayLogs.Bodies;
using GatewayLogs.Json;
using GatewayLogs.Pipeline;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>
    /// Replaces the generated deserialization: the handlers have already read the content as part of the attempt, so the call context, which
    /// contains the result, is returned.
    /// </summary>
    private static Task<CallContext<T>> ReadObjectResponseAsync<T>(
        HttpResponseMessage response, IReadOnlyDictionary<string, IEnumerable<string>> headers, CancellationToken cancellationToken) =>
        Task.FromResult((CallContext<T>)CallContext.From(response.RequestMessage!));

    /// <summary>Reads a JSON response: buffers it up to the size limit, then parses it in one pass.</summary>
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
        if (ReportsFailure(value))
        {
            value = Parse<T>(CredentialRedaction.Apply(buffer.Bytes, message.RequestMessage!), includeRawJson: false, response);
            throw GatewayLogsException.FromResponse(new GatewayLogsResponse<T>((int)response.StatusCode, response.Headers, value));
        }

        RequireResult(value, response);
        return value;
    }

    /// <summary>Reads a stored body. Any complete response contains one, unless the log shows that it is an error.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the body and disposes it.")]
    private static async Task<GatewayLogBody> ReadBodyAsync(CallContext call, HttpResponseMessage message, CancellationToken cancellationToken)
    {
        if (message.StatusCode == System.Net.HttpStatusCode.NoContent)
        {
            return new GatewayLogBody(GatewayLogBodyState.NotStored, call.Response!);
        }

        var raw = GatewayLogBody.DetachFrom(message, call.Response!, call.Options);
        var body = await BodyFactory.OpenAsync(raw, unwrap: !call.Settings.KeepsEnvelope, cancellationToken).ConfigureAwait(false);
        if (body.PossibleError is not null && call.Settings.RejectsErrors)
        {
            body.Dispose();
            throw body.PossibleError;
        }

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
            throw CreateMalformed("the body is empty", response);
        }

        return WireJson.TryRead<T>(bytes, includeRawJson, out var value, out var problem)
            ? value ?? throw CreateMalformed("the body is null", response)
            : throw (problem == WireJson.TooDeep ? CreateTooDeep(response) : CreateMalformed(problem, response));
    }

    /// <summary>Returns whether an envelope reports <c>success: false</c>, which also occurs with status 200.</summary>
    private static bool ReportsFailure(GatewayLogsEnvelope envelope) =>
        envelope is { Success: false } or DeleteGatewayLogsEnvelope { Result.Success: false };

    /// <summary>Throws if a required result or a log is null.</summary>
    private static void RequireResult(GatewayLogsEnvelope envelope, GatewayLogsResponse response)
    {
        switch (envelope)
        {
            case ListGatewayLogsEnvelope { Result: null } or GetGatewayLogDetailEnvelope { Result: null }:
                throw CreateMalformed("the body has no result", response);
            case ListGatewayLogsEnvelope { Result: { } logs } when logs.Contains(null!):
                throw CreateMalformed("the body contains a log that is null", response);
        }
    }

    private static GatewayLogsException CreateMalformed(string problem, GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            $"The service returned {(int)response.StatusCode}, but {problem}. "
            + "Try again, and check BaseAddress (CLOUDFLARE_API_BASE_URL).", response),
        response)
    {
        Kind = FailureKind.MalformedResponse,
    };

    private static GatewayLogsException CreateTooDeep(GatewayLogsResponse response) => new(
        FailureMessage.WithRayId(
            $"The service returned {(int)response.StatusCode}, but {WireJson.TooDeep}. Exclude the log with filters, for example on its time.", response),
        response)
    {
        Kind = FailureKind.NotRetriable,
    };
}

using System.Diagnostics.CodeAnalysis;
using System.Net;
using GatewayLogs.Calls;
using GatewayLogs.Json;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Lets only what the document calls a success reach the generated reading; the status decides before the body does.</summary>
    private Task ProcessResponseAsync(HttpClient client, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = new GatewayLogsResponse((int)response.StatusCode, new AnswerHeaders(response));
        Attempt.Current.Arrive(answer);
        Clock.Observe(answer.Date);
        RequireSameHost(response, answer);
        return response.StatusCode == HttpStatusCode.OK || IsAccepted(response) ? Task.CompletedTask : FailAsync(response, answer, cancellationToken);
    }

    /// <summary>A deletion can be accepted without being executed yet. What comes of it is observed, so its response need not say anything.</summary>
    private static bool IsAccepted(HttpResponseMessage response) =>
        Attempt.Current.Call.Operation.Deletes && response.StatusCode is (HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent);

    /// <summary>
    /// Refuses an answer of another host. The client's own handler follows no redirect; an HttpClient of the caller may have followed one,
    /// and sent the credentials with it.
    /// </summary>
    private void RequireSameHost(HttpResponseMessage response, GatewayLogsResponse answer)
    {
        if (response.RequestMessage?.RequestUri is { IsAbsoluteUri: true } address && address.Authority != Options.BaseAddress.Authority)
        {
            throw new GatewayLogsException(
                $"The HttpClient followed a redirect to {address.Host}, and may have sent the credentials there. Give the client one whose " +
                $"innermost handler is made by {nameof(CreateHttpMessageHandler)}, and renew the credentials if you do not know that host.",
                answer);
        }
    }

    /// <summary>Reads a successful answer: bytes first, under the token and the limit, then one pass of parsing.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the body and disposes it.")]
    private async Task<ObjectResponseResult<T>> ReadObjectResponseAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(
        HttpResponseMessage response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        CancellationToken cancellationToken)
    {
        var answer = new GatewayLogsResponse((int)response.StatusCode, headers);
        if (typeof(T) == typeof(GatewayLogBody))
        {
            return new ObjectResponseResult<T>((T)(object)GatewayLogBody.TakeFrom(response, answer, Options), string.Empty);
        }

        using var body = new AnswerStream(response.Content, answer, Options.BodyInactivityTimeout, Attempt.Current.Clock);
        using var buffer = await AnswerBuffer.ReadAsync(body, answer, cancellationToken).ConfigureAwait(false);
        if (buffer.Bytes.IsEmpty && IsAccepted(response))
        {
            return new ObjectResponseResult<T>(Activator.CreateInstance<T>(), string.Empty);
        }

        var keepsBytes = Attempt.Current.Call.Operation.KeepsBytes;
        var value = Parse<T>(keepsBytes ? buffer.Copy() : buffer.Bytes, keepsBytes, answer);
        RequireSuccess(value, answer);
        return new ObjectResponseResult<T>(value, string.Empty);
    }

    private static T Parse<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(ReadOnlyMemory<byte> bytes, bool keepsBytes, GatewayLogsResponse answer)
    {
        if (bytes.IsEmpty)
        {
            throw Unreadable("is empty", answer);
        }

        return WireJson.TryRead<T>(bytes, keepsBytes, out var value, out var position)
            ? value ?? throw Unreadable("is null", answer)
            : throw Unreadable($"is not the JSON that was expected ({position})", answer);
    }

    private static GatewayLogsException Unreadable(string problem, GatewayLogsResponse answer) => new(
        FailureMessage.WithRayId(
            $"The service answered {(int)answer.StatusCode}, but its body {problem}. Try again; check BaseAddress (CLOUDFLARE_API_BASE_URL).", answer),
        answer)
    {
        Cause = FailureCause.Unreadable,
    };
}

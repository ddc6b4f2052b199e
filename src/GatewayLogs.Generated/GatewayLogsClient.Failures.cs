using Newtonsoft.Json;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Runs one call, so that every failure on the way is a <see cref="GatewayLogsException"/> and a caller's cancellation stays one.</summary>
    private static async Task<GatewayLogsResponse<T>> ExecuteAsync<T>(
        Func<CancellationToken, Task<GatewayLogsResponse<T>>> operation, CancellationToken cancellationToken)
    {
        try
        {
            return await operation(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new GatewayLogsException(
                $"No answer arrived ({exception.HttpRequestError}). Check the network and BaseAddress (CLOUDFLARE_API_BASE_URL).", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GatewayLogsException(
                "No answer arrived within the HttpClient's timeout. Try again, or give the client an HttpClient with a longer one.", exception);
        }
    }

    /// <summary>The exception that an answer with another status than 200 stands for.</summary>
    private async Task<GatewayLogsException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
        var answer = new GatewayLogsResponse((int)response.StatusCode, headers);
        var errors = await ReadErrorsAsync(response.Content, answer, cancellationToken).ConfigureAwait(false);
        return new GatewayLogsException(FailureMessage.Of(answer, errors), answer, errors);
    }

    private async Task<IReadOnlyList<GatewayLogsError>> ReadErrorsAsync(
        HttpContent content, GatewayLogsResponse answer, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await AnswerBytes.ReadAsync(content, answer, cancellationToken).ConfigureAwait(false);
            return ReadErrors(bytes);
        }
        catch (GatewayLogsException)
        {
            // The status says what failed; a body that cannot be read as well adds nothing to it.
            return [];
        }
    }

    /// <summary>The reasons in an error's body, which may as well be HTML, cut short or of another form: then there are none.</summary>
    private IReadOnlyList<GatewayLogsError> ReadErrors(ArraySegment<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var reader = new JsonTextReader(new StreamReader(stream));
        try
        {
            var envelope = JsonSerializer.Create(ResponseJsonSerializerSettings).Deserialize<ErrorEnvelope>(reader);
            return [.. (envelope?.Errors ?? []).OfType<GatewayLogsError>()];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}

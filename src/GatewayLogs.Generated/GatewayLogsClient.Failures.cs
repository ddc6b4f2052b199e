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
    private static async Task<GatewayLogsException> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value);
        var answer = new GatewayLogsResponse((int)response.StatusCode, headers);
        try
        {
            return GatewayLogsException.Refusal(
                answer, await AnswerBytes.ReadAsync(response.Content, answer, cancellationToken).ConfigureAwait(false));
        }
        catch (GatewayLogsException)
        {
            // The status says what failed; a body that cannot be read as well adds nothing to it.
            return GatewayLogsException.Refusal(answer);
        }
    }
}

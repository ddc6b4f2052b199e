using GatewayLogs.Calls;

namespace GatewayLogs;

public partial class GatewayLogsClient
{
    /// <summary>Throws the exception that an answer with another status than 200 stands for.</summary>
    private async Task FailAsync(HttpResponseMessage response, GatewayLogsResponse answer, CancellationToken cancellationToken) =>
        throw await FailureAsync(response, answer, cancellationToken).ConfigureAwait(false);

    private async Task<GatewayLogsException> FailureAsync(HttpResponseMessage response, GatewayLogsResponse answer, CancellationToken cancellationToken)
    {
        using var body = new AnswerStream(response.Content, answer, Options.BodyInactivityTimeout, Attempt.Current.Clock);
        try
        {
            using var buffer = await AnswerBuffer.ReadAsync(body, answer, cancellationToken).ConfigureAwait(false);
            return GatewayLogsException.Refusal(answer, buffer.Bytes);
        }
        catch (GatewayLogsException)
        {
            // The status says what failed; a body that cannot be read as well adds nothing to it.
            return GatewayLogsException.Refusal(answer);
        }
    }
}

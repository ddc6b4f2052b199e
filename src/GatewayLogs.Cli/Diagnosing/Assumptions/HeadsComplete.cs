using System.Text;
using System.Text.Json;

namespace GatewayLogs.Cli.Diagnosing.Assumptions;

internal sealed class HeadsComplete() : Assumption(
    "heads-complete", "A head that is reported as complete is the body, and its size is that of the body in bytes.")
{
    public override async Task<Outcome> CheckAsync(Evidence evidence)
    {
        var (detail, body) = await evidence.GetRequestBodyAsync();
        var text = body.Result?.GetRawText() ?? body.Text;
        if (detail.Find("request_head_complete") is { ValueKind: JsonValueKind.False })
        {
            throw new NotTestableException("The body is too large for a complete head.");
        }

        return detail.Find("request_head") is { ValueKind: JsonValueKind.String } head && head.GetString() == text
            ? Outcome.If(detail.Find("request_size")?.GetRawText() == $"{Encoding.UTF8.GetByteCount(text)}", "Its size is another one.")
            : new Outcome(Outcome.Contradicted, "They differ.");
    }
}

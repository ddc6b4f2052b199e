using GatewayLogs.Emulator.Queries;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Rejects logs that can be stored but not returned.</summary>
internal static class LogValidation
{
    private const int MaximumBody = 10 * 1024 * 1024;

    /// <exception cref="ArgumentException">The log is invalid; the message contains the reason.</exception>
    public static void Require(EmulatedLog log)
    {
        if (log.Cost is not null && !WireNumber.TryParse(log.Cost, out _))
        {
            throw new ArgumentException("The cost is not a finite number; expected a number that a double can represent.");
        }

        if (!double.IsFinite(log.Feedback ?? 0) || !double.IsFinite(log.Score ?? 0))
        {
            throw new ArgumentException("The feedback or the score is not a finite number.");
        }

        Require(log.Request, "request");
        Require(log.Response, "response");
    }

    private static void Require(EmulatedBody? body, string side)
    {
        if (body?.Content.Length > MaximumBody)
        {
            throw new ArgumentException($"The {side} has {body.Content.Length} bytes; expected at most {MaximumBody} (10 MiB), the limit of the service.");
        }

        if (body is not null && !body.ContentType.All(letter => letter is >= ' ' and <= '~'))
        {
            throw new ArgumentException($"The media type of the {side} is not valid in a header; expected printable ASCII characters.");
        }
    }
}

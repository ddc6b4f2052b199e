using GatewayLogs.Emulator.Queries;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Refuses what could be stored, and could then not be answered.</summary>
internal static class LogValidation
{
    private const int MaximumBody = 10 * 1024 * 1024;

    /// <exception cref="ArgumentException">The log cannot be one; the message says why.</exception>
    public static void Require(EmulatedLog log)
    {
        if (log.Cost is not null && !WireNumber.TryParse(log.Cost, out _))
        {
            throw new ArgumentException("The cost is no number that a double can hold.");
        }

        if (!double.IsFinite(log.Feedback ?? 0) || !double.IsFinite(log.Score ?? 0))
        {
            throw new ArgumentException("The feedback or the score is no finite number.");
        }

        Require(log.Request, "request");
        Require(log.Response, "response");
    }

    private static void Require(EmulatedBody? body, string side)
    {
        if (body?.Content.Length > MaximumBody)
        {
            throw new ArgumentException($"The {side} has {body.Content.Length} bytes; the service keeps {MaximumBody} (10 MiB) at most.");
        }

        if (body is not null && !body.ContentType.All(letter => letter is >= ' ' and <= '~'))
        {
            throw new ArgumentException($"The media type of the {side} has other letters than those of ASCII, which no header can hold.");
        }
    }
}

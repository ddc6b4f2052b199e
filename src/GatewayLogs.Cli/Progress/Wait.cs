using System.Globalization;

namespace GatewayLogs.Cli.Progress;

/// <summary>A time that a command waits for, and the reason.</summary>
/// <param name="Kind">The reason.</param>
/// <param name="Status">The status of the response that requires a retry; null if no usable response arrived.</param>
internal readonly record struct Wait(WaitKind Kind, int? Status = null)
{
    private string Reason => Status switch
    {
        null => "no usable response arrived",
        429 => "the service returned 429: too many requests for this token",
        _ => string.Create(CultureInfo.InvariantCulture, $"the service returned {Status}"),
    };

    /// <summary>Returns what the command waits for, the longest text first.</summary>
    public string[] Describe(TimeSpan left)
    {
        var time = Format(left);
        return Kind switch
        {
            WaitKind.RateLimit =>
            [
                $"waiting {time} for the rate limit, shared by everything that uses this token",
                $"waiting {time} for the rate limit",
                $"rate limit: {time}",
            ],
            WaitKind.Retry => [$"waiting {time} to retry, because {Reason}", $"waiting {time} to retry", $"retry: {time}"],
            _ => [$"next request in {time}"],
        };
    }

    /// <summary>Returns a sentence about a long wait.</summary>
    public string Report(TimeSpan duration)
    {
        var reason = Kind == WaitKind.RateLimit ? "the rate limit, shared by everything that uses this token, is used up" : Reason;
        return $"{char.ToUpperInvariant(reason[0])}{reason[1..]}. Waiting {Format(duration)}, then continuing. To stop, press Ctrl+C.";
    }

    /// <summary>Returns a duration, rounded up to seconds.</summary>
    public static string Format(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds)) switch
    {
        { TotalHours: >= 1 } hours => string.Create(CultureInfo.InvariantCulture, $"{(int)hours.TotalHours} h {hours.Minutes:00} min"),
        { TotalMinutes: >= 1 } minutes => string.Create(CultureInfo.InvariantCulture, $"{minutes.Minutes} min {minutes.Seconds:00} s"),
        var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds.Seconds} s"),
    };
}

/// <summary>The reason of a <see cref="Wait"/>.</summary>
internal enum WaitKind
{
    /// <summary>All requests of the rate limit are used.</summary>
    RateLimit,

    /// <summary>The client retries a request after a delay.</summary>
    Retry,

    /// <summary>The command requests new logs at intervals.</summary>
    NextPoll,
}

using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>Counts each caller's requests in windows of five minutes, which begin with the first request counted.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private const int Quota = 1_200;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(300);
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> windows = new(StringComparer.Ordinal);

    /// <summary>The header that states the quota.</summary>
    public static string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={Quota};w={Length.TotalSeconds}");

    /// <summary>Counts a request, and gives the header that states what is left, and for how many seconds.</summary>
    public string Count(string caller)
    {
        lock (windows)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!windows.TryGetValue(caller, out (DateTimeOffset Start, int Used) window) || now - window.Start >= Length)
            {
                window = (now, 0);
            }

            window.Used++;
            windows[caller] = window;
            double seconds = Math.Ceiling((window.Start + Length - now).TotalSeconds);
            return string.Create(CultureInfo.InvariantCulture, $"\"default\";r={Math.Max(0, Quota - window.Used)};t={seconds}");
        }
    }
}

using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>Counts each caller's requests in windows of five minutes, which begin with the first request counted.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private const int Quota = 1_200;

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(300);
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> _windows = new(StringComparer.Ordinal);

    /// <summary>The header that states the quota.</summary>
    public static string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={Quota};w={s_length.TotalSeconds}");

    /// <summary>Counts a request, and gives the header that states what is left, and for how many seconds.</summary>
    public string Count(string caller)
    {
        lock (_windows)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!_windows.TryGetValue(caller, out (DateTimeOffset Start, int Used) window) || now - window.Start >= s_length)
            {
                window = (now, 0);
            }

            window.Used++;
            _windows[caller] = window;
            double seconds = Math.Ceiling((window.Start + s_length - now).TotalSeconds);
            return string.Create(CultureInfo.InvariantCulture, $"\"default\";r={Math.Max(0, Quota - window.Used)};t={seconds}");
        }
    }
}

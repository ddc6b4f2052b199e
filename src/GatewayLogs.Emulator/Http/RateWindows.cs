using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>The remaining quota of a caller's window, including the current request.</summary>
/// <param name="Remaining">How many more requests the caller may send in the window.</param>
/// <param name="Seconds">The number of seconds until the window ends.</param>
/// <param name="Exceeded">Whether the current request exceeds the quota.</param>
internal sealed record RateWindow(int Remaining, int Seconds, bool Exceeded)
{
    /// <summary>Returns the value of the header <c>Ratelimit</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"\"default\";r={Remaining};t={Seconds}");
}

/// <summary>Counts the requests of each caller in windows of five minutes, which begin with the caller's first request.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private const int Quota = 1_200;

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(300);
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> _windows = new(StringComparer.Ordinal);

    /// <summary>Gets the value of the header <c>Ratelimit-Policy</c>.</summary>
    public static string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={Quota};w={s_length.TotalSeconds}");

    /// <summary>Counts a request and returns the state of its window.</summary>
    public RateWindow Count(string caller)
    {
        lock (_windows)
        {
            var now = clock.GetUtcNow();
            if (!_windows.TryGetValue(caller, out var window) || now - window.Start >= s_length || now < window.Start)
            {
                window = (now, 0);
            }

            window.Used++;
            _windows[caller] = window;
            return new RateWindow(
                Math.Max(0, Quota - window.Used), (int)Math.Ceiling((window.Start + s_length - now).TotalSeconds), window.Used > Quota);
        }
    }

    public void Clear()
    {
        lock (_windows)
        {
            _windows.Clear();
        }
    }
}

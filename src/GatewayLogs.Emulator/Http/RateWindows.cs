using System.Globalization;

namespace GatewayLogs.Emulator.Http;

/// <summary>What is left of a caller's window, counted with the request at hand.</summary>
/// <param name="Remaining">How many more requests he may make in it.</param>
/// <param name="Seconds">For how many seconds it goes on.</param>
/// <param name="Exceeded">Whether this request was one too many.</param>
internal sealed record RateWindow(int Remaining, int Seconds, bool Exceeded)
{
    /// <summary>The header <c>Ratelimit</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"\"default\";r={Remaining};t={Seconds}");
}

/// <summary>Counts each caller's requests in windows of five minutes, which begin with the first request counted.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private const int Quota = 1_200;

    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(300);
    private readonly Dictionary<string, (DateTimeOffset Start, int Used)> _windows = new(StringComparer.Ordinal);

    /// <summary>The header that states the quota.</summary>
    public static string Policy { get; } = string.Create(CultureInfo.InvariantCulture, $"\"default\";q={Quota};w={s_length.TotalSeconds}");

    /// <summary>Counts a request.</summary>
    public RateWindow Count(string caller)
    {
        lock (_windows)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!_windows.TryGetValue(caller, out (DateTimeOffset Start, int Used) window) || now - window.Start >= s_length || now < window.Start)
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

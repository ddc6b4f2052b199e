using System.Globalization;

namespace GatewayLogs.Tests;

/// <summary>Passes many almost valid inputs to a parser, which must parse each, or throw a documented exception.</summary>
/// <remarks>
/// The environment variable GATEWAY_LOGS_FUZZ sets the number of inputs for each parser, and GATEWAY_LOGS_FUZZ_SEED the first seed. Each
/// input depends only on its seed: to reproduce a failure, run one input with the reported seed.
/// </remarks>
internal static class Fuzz
{
    /// <summary>A text that must never occur in an exception.</summary>
    public const string Canary = "canary-fuzz-5Wd";

    /// <summary>Longer than any machine needs for an input; a parser that takes longer hangs.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    private static int Count => Variable("GATEWAY_LOGS_FUZZ") ?? 250;

    private static int FirstSeed => Variable("GATEWAY_LOGS_FUZZ_SEED") ?? 0;

    public static Task TextAsync(FuzzInputs inputs, Action<string> read, params Type[] documented) => RunAsync(
        inputs.Text,
        text =>
        {
            read(text);
            return Task.CompletedTask;
        },
        text => string.Concat(text.Select(c => char.IsBetween(c, ' ', '~') ? $"{c}" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))),
        documented);

    public static Task BytesAsync(FuzzInputs inputs, Func<byte[], Random, Task> read, params Type[] documented) => RunAsync(
        random => (Bytes: inputs.Bytes(random), Random: random),
        input => read(input.Bytes, input.Random),
        input => $"{Convert.ToBase64String(input.Bytes)} (base 64)",
        documented);

    public static Task BytesAsync(FuzzInputs inputs, Action<byte[]> read, params Type[] documented) => BytesAsync(
        inputs,
        (bytes, _) =>
        {
            read(bytes);
            return Task.CompletedTask;
        },
        documented);

    private static async Task RunAsync<T>(Func<Random, T> make, Func<T, Task> read, Func<T, string> show, Type[] documented)
    {
        var (first, count) = (FirstSeed, Count);
        var (seed, accepted) = (first, 0);
        var loop = Task.Run(async () =>
        {
            for (; seed < first + count; seed++)
            {
                accepted += await AcceptsAsync(seed, make(new Random(seed)), read, show, documented) ? 1 : 0;
            }
        });
        for (var before = -1; await Task.WhenAny(loop, Task.Delay(s_timeout)) != loop; before = seed)
        {
            Assert.That(seed, Is.Not.EqualTo(before), () => $"seed {seed} hangs: {show(make(new Random(seed)))}");
        }

        await loop;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} inputs, {accepted} accepted"));

        // If all inputs fail, or none, they test nothing.
        if (count >= 100)
        {
            Assert.That(accepted, documented.Length == 0 ? Is.EqualTo(count) : Is.InRange(1, count - 1));
        }
    }

    private static async Task<bool> AcceptsAsync<T>(int seed, T input, Func<T, Task> read, Func<T, string> show, Type[] documented)
    {
        try
        {
            await read(input);
            return true;
        }
        catch (Exception exception)
            when (Array.Exists(documented, type => type.IsInstanceOfType(exception)) && !exception.ToString().Contains(Canary, StringComparison.Ordinal))
        {
            return false;
        }
        catch (Exception exception)
        {
            throw new AssertionException($"seed {seed}: {show(input)}\n{exception}", exception);
        }
    }

    private static int? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : null;
}

using System.Diagnostics;
using System.Security.Cryptography;

namespace GatewayLogs.Tests.Reliability;

/// <summary>The memory that the client holds while it reads much larger responses.</summary>
[NonParallelizable]
public class MemoryTests
{
    private const long Most = 64L * 1024 * 1024;

    private const int Body = 10 * 1024 * 1024;

    private long _before;

    private long _peak;

    [Test]
    public async Task Streaming_a_10_MB_body_uses_constant_memory()
    {
        using var folder = new TemporaryFolder();
        var (emulator, options) = await SeparateEmulator.StartAsync(folder.GetPath("logs.db"), 0);
        using var running = emulator;
        await InsertAsync(options);
        var client = new GatewayLogsClient(options);
        using (await client.GetLogResponseAsync("large"))
        {
            // All code is loaded and compiled by now.
        }

        Begin();
        using var body = await client.GetLogResponseAsync("large");
        await using var stream = await body.ReadAsStreamAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        var length = 0;
        for (int count; (count = await stream.ReadAsync(buffer)) > 0; length += count)
        {
            hash.AppendData(buffer.AsSpan(0, count));
            Measure(length / buffer.Length % 16 == 0);
        }

        await TestContext.Out.WriteLineAsync($"{length} bytes, the heap grew by {_peak / 1024} KiB at most");
        Assert.That((length, Convert.ToHexStringLower(hash.GetHashAndReset())), Is.EqualTo((Body, Sha256.Of(Content()))));
        Assert.That(_peak, Is.LessThan(Body / 4));
    }

    [TestCase(1_000_000)]
    [TestCase(100_000)]
    [Explicit("Takes minutes.")]
    public async Task A_million_rows_are_enumerated_in_constant_memory(int count)
    {
        using var folder = new TemporaryFolder();
        var watch = Stopwatch.StartNew();
        var (emulator, options) = await SeparateEmulator.StartAsync(folder.GetPath("logs.db"), count);
        using var running = emulator;
        var seeded = watch.Elapsed;
        var client = new GatewayLogsClient(options);
        await client.ListLogsAsync();
        Begin();
        var (rows, heap) = (0, 0L);
        await foreach (var _ in client.ListAllLogsAsync(null, new GatewayLogPagingOptions { MaxConcurrency = 8 }))
        {
            Measure(++rows % 20_000 == 0);
            heap = rows % 1_000 == 0 ? Math.Max(heap, GC.GetTotalMemory(forceFullCollection: false)) : heap;
        }

        await TestContext.Out.WriteLineAsync(
            $"{rows} rows in {watch.Elapsed - seeded} (seeded in {seeded}), the heap grew by {_peak / 1024 / 1024.0:0.0} MiB at most, "
            + $"uncollected memory counted by {(heap - _before) / 1024 / 1024} MiB");
        Assert.That(rows, Is.EqualTo(count));
        Assert.That(_peak, Is.LessThanOrEqualTo(Most));
    }

    private static byte[] Content() => [.. "\""u8, .. Enumerable.Repeat((byte)'x', Body - 2), .. "\""u8];

    /// <summary>Inserts a body that is not sent in an envelope, which would be read completely to find its end.</summary>
    private static async Task InsertAsync(GatewayLogsClientOptions options)
    {
        using var http = new HttpClient();
        var log = $$"""{"id":"large","response_body":{"content_type":"text/plain","base64":"{{Convert.ToBase64String(Content())}}"} }""";
        using var content = new StringContent(log, System.Text.Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(options.BaseAddress, "/_emulator/logs"), content);
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }

    private void Begin() => (_before, _peak) = (GC.GetTotalMemory(forceFullCollection: true), 0);

    private void Measure(bool isDue) => _peak = isDue ? Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: true) - _before) : _peak;
}

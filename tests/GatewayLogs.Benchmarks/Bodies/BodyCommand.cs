using System.CommandLine;
using System.Globalization;
using System.Text;
using GatewayLogs.Benchmarks.Runs;

namespace GatewayLogs.Benchmarks.Bodies;

/// <summary>
/// Measures how long several ways of reading a stored body of 10 MB take, in a single process. The body has no envelope, as most observed
/// bodies.
/// </summary>
internal static class BodyCommand
{
    private const int Length = 10_000_000;

    private const int ReadsOfWarmUp = 60;

    private const int ReadsOfRound = 8;

    private static readonly Uri s_address = new("http://127.0.0.1/client/v4/");

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "The number of measurements of each way.", DefaultValueFactory = _ => 21 };
        var command = new Command("body", "Reads a stored body of 10 MB from memory in several ways, in a single process.") { rounds };
        command.SetAction((result, _) => RunAsync(result.GetValue(rounds)));
        return command;
    }

    private static async Task<int> RunAsync(int rounds)
    {
        var response = CreateResponse();
        using var handler = new MemoryHandler(response);
        using var http = new HttpClient(handler);
        var client = new GatewayLogsClient(
            new GatewayLogsClientOptions
            {
                AccountId = PagingArguments.AccountId, GatewayId = PagingArguments.GatewayId, ApiToken = PagingArguments.ApiToken, BaseAddress = s_address, RateLimit = null,
            },
            http);
        Way[] ways =
        [
            new("HttpClient, a stream", async () => await DrainAsync(await http.GetStreamAsync(s_address))),
            new("HttpClient, GetByteArrayAsync", async () => (await http.GetByteArrayAsync(s_address)).Length),
            new("ours, a stream", async () =>
            {
                using var body = await client.GetLogResponseAsync("a");
                return await DrainAsync(await body.ReadAsStreamAsync());
            }),
            new("ours, ReadAsBytesAsync", async () =>
            {
                using var body = await client.GetLogResponseAsync("a");
                return (await body.ReadAsBytesAsync()).Length;
            }),
        ];
        foreach (var way in ways)
        {
            await MeasureAsync(way, ReadsOfWarmUp);
        }

        var figures = ways.Select(_ => new BodyFigure[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var position = 0; position < ways.Length; position++)
            {
                var index = (round + position) % ways.Length;
                figures[index][round] = await MeasureAsync(ways[index], ReadsOfRound);
            }
        }

        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"A body of {response.Length:N0} bytes without an envelope, in memory; medians of {rounds} paired rounds.\n"));
        await Table.WriteAsync(
            Console.Out,
            ["way", "ms", "KiB allocated", "time ÷ GetByteArrayAsync"],
            ways.Select((way, index) => new[]
            {
                way.Name,
                Text(Median.Of(figures[index].Select(figure => figure.Milliseconds)), "0.00"),
                Text(Median.Of(figures[index].Select(figure => figure.Bytes / 1024)), "N0"),
                Text(Median.OfRatios(figures[index].Select(figure => figure.Milliseconds), figures[1].Select(figure => figure.Milliseconds)), "0.00"),
            }));
        return 0;
    }

    /// <summary>Creates a response with a conversation that contains escapes and non-ASCII characters.</summary>
    private static byte[] CreateResponse()
    {
        var json = new StringBuilder("{\"messages\":[");
        while (json.Length < Length)
        {
            json.Append("{\"role\":\"user\",\"content\":\"").Insert(json.Length, "Où est le café le plus proche ?\\nIt is \\\"around the corner\\\", they said. ", 12).Append("\"},");
        }

        return Encoding.UTF8.GetBytes(json.Append("null]}").ToString());
    }

    private static async Task<int> DrainAsync(Stream stream)
    {
        await using (stream)
        {
            var (buffer, length) = (new byte[64 * 1024], 0);
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            {
                length += count;
            }

            return length;
        }
    }

    private static async Task<BodyFigure> MeasureAsync(Way way, int reads)
    {
        GC.Collect();
        var (bytes, time) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        for (var read = 0; read < reads; read++)
        {
            if (await way.ReadAsync() < Length)
            {
                throw new InvalidOperationException($"{way.Name} did not read the whole body.");
            }
        }

        time = Environment.CpuUsage.TotalTime - time;
        return new BodyFigure(time.TotalMilliseconds / reads, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / reads);
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    private sealed record Way(string Name, Func<Task<int>> ReadAsync);

    private readonly record struct BodyFigure(double Milliseconds, double Bytes);
}

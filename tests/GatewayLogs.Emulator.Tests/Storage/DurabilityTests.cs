using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>Verifies that writes acknowledged before a kill -9 are present afterwards.</summary>
public sealed class DurabilityTests
{
    private const string Logs = "accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs";
    private const int Writers = 8;

    [Test]
    public async Task Every_acknowledged_write_survives_a_kill([Range(1, 5)] int run)
    {
        using var folder = new TemporaryFolder();
        string[] command = [EmulatorProcess.Program, "--logs", "0", "--db", folder.GetPath("logs.db")];
        var scores = new ConcurrentDictionary<string, int>();
        var deleted = new ConcurrentDictionary<string, bool>(); // False until the deletion is acknowledged.
        using (var first = await EmulatorProcess.StartAsync(command))
        {
            var deletions = Channel.CreateUnbounded<string>();
            var writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => WriteAsync(first.BaseAddress, writer, scores, deleted, deletions.Writer)));
            for (var seen = 0; seen < 20 * run; seen++)
            {
                await deletions.Reader.ReadAsync();
            }

            first.Kill();
            await writers;
        }

        using var second = await EmulatorProcess.StartAsync(command);
        using var reader = GetClient(second.BaseAddress);
        var rows = await ListAsync(reader);

        Assert.That(scores.Keys.Where(id => !deleted.ContainsKey(id)), Is.SubsetOf(rows.Keys));
        Assert.That(deleted.Where(deletion => deletion.Value && rows.ContainsKey(deletion.Key)), Is.Empty);
        Assert.That(
            scores.Where(score => rows.ContainsKey(score.Key) && score.Value >= 0 && (int?)rows[score.Key]["score"] != score.Value), Is.Empty);
        Assert.That(scores.Count(score => score.Value >= 0), Is.GreaterThan(10));
    }

    private static HttpClient GetClient(Uri address) => new()
    {
        BaseAddress = address,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "emulator-token") },
    };

    /// <summary>Inserts, patches and deletes logs until the connection breaks, and records the acknowledged writes.</summary>
    private static async Task WriteAsync(
        Uri address, int writer, ConcurrentDictionary<string, int> scores, ConcurrentDictionary<string, bool> deleted, ChannelWriter<string> deletions)
    {
        using var client = GetClient(address);
        try
        {
            for (var number = 0; ; number++)
            {
                var id = $"{writer}-{number}";
                await SendAsync(HttpMethod.Post, "/_emulator/logs", $$"""{"id":"{{id}}"}""");
                scores[id] = -1;
                if (number % 3 == 1)
                {
                    await SendAsync(HttpMethod.Patch, $"{Logs}/{id}", $$"""{"score":{{number % 100}}}""");
                    scores[id] = number % 100;
                }
                else if (number % 3 == 2)
                {
                    deleted[id] = false;
                    await SendAsync(HttpMethod.Delete, Logs + Filter("id", "eq", JsonSerializer.Serialize(id)), "");
                    deleted[id] = true;
                    deletions.TryWrite(id);
                }
            }
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // The process was killed, as planned. Unacknowledged writes may or may not be present.
        }

        async Task SendAsync(HttpMethod method, string path, string json)
        {
            using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8) };
            using var response = await client.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    private static async Task<Dictionary<string, JsonNode>> ListAsync(HttpClient client)
    {
        Dictionary<string, JsonNode> rows = [];
        for (var page = 1; ; page++)
        {
            var response = JsonNode.Parse(await client.GetStringAsync(new Uri($"{Logs}?per_page=50&order_by=created_at&page={page}", UriKind.Relative)))!;
            if (response["result"]!.AsArray().Count == 0)
            {
                return rows;
            }

            foreach (var row in response["result"]!.AsArray())
            {
                rows.Add((string)row!["id"]!, row);
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>What was acknowledged before a kill -9 is there after it.</summary>
public sealed class DurabilityTests
{
    private const string Logs = "accounts/e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0e0/ai-gateway/gateways/emulator/logs";
    private const int Writers = 8;

    [Test]
    public async Task Every_acknowledged_write_outlives_a_kill([Range(1, 5)] int run)
    {
        using var folder = new TemporaryFolder();
        string[] command = [EmulatorProcess.Program, "--logs", "0", "--db", folder.GetPath("logs.db")];
        var scores = new ConcurrentDictionary<string, int>();
        var deleted = new ConcurrentDictionary<string, bool>(); // false while the deletion is not acknowledged
        using (EmulatorProcess first = await EmulatorProcess.StartAsync(command))
        {
            Channel<string> deletions = Channel.CreateUnbounded<string>();
            Task writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(first.BaseAddress, writer, scores, deleted, deletions.Writer)));
            for (var seen = 0; seen < 20 * run; seen++)
            {
                await deletions.Reader.ReadAsync();
            }

            first.Kill();
            await writers;
        }

        using EmulatorProcess second = await EmulatorProcess.StartAsync(command);
        using HttpClient reader = GetClient(second.BaseAddress);
        Dictionary<string, JsonNode> rows = await Rows(reader);

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

    /// <summary>Inserts, patches and deletes until the connection breaks, and notes what was acknowledged.</summary>
    private static async Task Write(
        Uri address, int writer, ConcurrentDictionary<string, int> scores, ConcurrentDictionary<string, bool> deleted, ChannelWriter<string> deletions)
    {
        using HttpClient client = GetClient(address);
        try
        {
            for (var turn = 0; ; turn++)
            {
                var id = $"{writer}-{turn}";
                await Send(HttpMethod.Post, "/_emulator/logs", $$"""{"id":"{{id}}"}""");
                scores[id] = -1;
                if (turn % 3 == 1)
                {
                    await Send(HttpMethod.Patch, $"{Logs}/{id}", $$"""{"score":{{turn % 100}}}""");
                    scores[id] = turn % 100;
                }
                else if (turn % 3 == 2)
                {
                    deleted[id] = false;
                    await Send(HttpMethod.Delete, Logs + Filter("id", "eq", JsonSerializer.Serialize(id)), "");
                    deleted[id] = true;
                    deletions.TryWrite(id);
                }
            }
        }
        catch (HttpRequestException exception) when (exception.StatusCode is null)
        {
            // Killed, as planned. What was not acknowledged may or may not be there.
        }

        async Task Send(HttpMethod method, string path, string json)
        {
            using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8) };
            using HttpResponseMessage response = await client.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    private static async Task<Dictionary<string, JsonNode>> Rows(HttpClient client)
    {
        Dictionary<string, JsonNode> rows = [];
        for (var page = 1; ; page++)
        {
            JsonNode answer = JsonNode.Parse(await client.GetStringAsync(new Uri($"{Logs}?per_page=50&order_by=created_at&page={page}", UriKind.Relative)))!;
            if (answer["result"]!.AsArray().Count == 0)
            {
                return rows;
            }

            foreach (JsonNode? row in answer["result"]!.AsArray())
            {
                rows.Add((string)row!["id"]!, row);
            }
        }
    }
}

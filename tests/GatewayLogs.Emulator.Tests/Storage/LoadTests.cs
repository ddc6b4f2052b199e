using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>
/// Verifies that many concurrent clients can read, patch, insert and delete, and that the ledger and the table agree afterwards.
/// </summary>
public sealed class LoadTests
{
    private const int Clients = 64;

    /// <summary>The number of requests of each client.</summary>
    private static readonly int s_requestsPerClient = Proof.Size(500, otherwise: 50, quick: 15);

    [Test]
    public async Task Ledger_and_table_agree_after_requests_of_64_concurrent_clients([Values] bool inMemory)
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 2_000, DatabasePath = inMemory ? null : folder.GetPath("logs.db") });
        var control = new Controller(gateway);
        var strange = new ConcurrentQueue<(int Status, string Text)>();
        ConcurrentBag<string> inserted = [];

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => SendRequestsAsync(client))));

        Assert.That(strange, Is.Empty);
        LedgerEntry[] ledger = [.. gateway.Emulator.Ledger()];
        Assert.That(ledger.Select(entry => entry.Id), Is.Unique.And.SupersetOf(inserted));
        Assert.That(await ListIdsAsync(gateway), Is.EquivalentTo(ledger.Where(entry => entry.DeletedAt is null).Select(entry => entry.Id)));
        Assert.That(await FindWrongHashesAsync(gateway, ledger), Is.Empty);

        async Task SendRequestsAsync(int client)
        {
            var random = new Random(client);
            for (var number = 0; number < s_requestsPerClient; number++)
            {
                var id = $"{client:00}-{number}";
                var response = random.Next(10) switch
                {
                    0 or 1 => await control.SendAsync(
                        HttpMethod.Post, "logs", $$"""{"id":"{{id}}","provider":"p{{client}}","request_body":{"text":"{\"n\":{{number}}}"} }"""),
                    2 => await gateway.PatchAsync($"{client:00}-{random.Next(number + 1)}", $$"""{"score":{{number % 100}},"metadata":{"turn":{{number}} } }"""),
                    3 => await gateway.DeleteAsync(Filter("provider", "eq", $"\"p{client}\"") + "&limit=2"),
                    4 => await gateway.GetAsync($"/{client:00}-{random.Next(number + 1)}/request"),
                    5 => await gateway.GetAsync($"/{client:00}-{random.Next(number + 1)}"),
                    _ => await gateway.GetAsync($"?per_page=50&page={random.Next(1, 30)}&order_by=provider&meta_info=true"),
                };
                if (response.Status == (int)HttpStatusCode.OK && response.Text == "{\"inserted\":1}")
                {
                    inserted.Add(id);
                }
                else if (response.Status is not ((int)HttpStatusCode.OK or (int)HttpStatusCode.NotFound))
                {
                    strange.Enqueue((response.Status, response.Text));
                }
            }
        }
    }

    private static async Task<List<string>> ListIdsAsync(Gateway gateway)
    {
        List<string> ids = [];
        for (var page = 1; await ListPageAsync(gateway, page) is { Count: > 0 } rows; page++)
        {
            ids.AddRange(rows.Select(row => (string)row!["id"]!));
        }

        return ids;
    }

    private static async Task<JsonArray> ListPageAsync(Gateway gateway, int page) =>
        (await gateway.GetAsync($"?per_page=50&order_by=created_at&page={page}")).Result.AsArray();

    private static async Task<List<string>> FindWrongHashesAsync(Gateway gateway, LedgerEntry[] ledger)
    {
        List<string> wrong = [];
        foreach (var entry in ledger.Where(entry => entry.DeletedAt is null).TakeLast(300))
        {
            var list = await gateway.GetAsync(Filter("id", "eq", $"\"{entry.Id}\""));
            if (Sha256.Of(list.Raw("result", "0")) != entry.RowSha256)
            {
                wrong.Add(entry.Id);
            }
        }

        return wrong;
    }
}

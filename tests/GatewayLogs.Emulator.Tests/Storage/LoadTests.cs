using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using GatewayLogs.Emulator.Tests.Support;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>Many clients at once, who read, patch, insert and delete: nobody is refused, and the books balance.</summary>
public sealed class LoadTests
{
    private const int Clients = 64;

    /// <summary>How many requests each of them sends.</summary>
    private static readonly int s_turns = Proof.Size(500, otherwise: 50);

    [Test]
    public async Task Sixty_four_clients_are_served_and_ledger_and_table_agree([Values] bool inMemory)
    {
        using var folder = new TemporaryFolder();
        await using Gateway gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { Logs = 2_000, DatabasePath = inMemory ? null : folder.GetPath("logs.db") });
        var control = new Controller(gateway);
        var strange = new ConcurrentQueue<(int Status, string Text)>();
        ConcurrentBag<string> inserted = [];

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => Work(client))));

        Assert.That(strange, Is.Empty);
        LedgerEntry[] ledger = [.. gateway.Emulator.Ledger()];
        Assert.That(ledger.Select(entry => entry.Id), Is.Unique.And.SupersetOf(inserted));
        Assert.That(await TableIds(gateway), Is.EquivalentTo(ledger.Where(entry => entry.DeletedAt is null).Select(entry => entry.Id)));
        Assert.That(await WrongHashes(gateway, ledger), Is.Empty);

        async Task Work(int client)
        {
            var random = new Random(client);
            for (var turn = 0; turn < s_turns; turn++)
            {
                var id = $"{client:00}-{turn}";
                Answered answer = random.Next(10) switch
                {
                    0 or 1 => await control.SendAsync(
                        HttpMethod.Post, "logs", $$"""{"id":"{{id}}","provider":"p{{client}}","request_body":{"text":"{\"n\":{{turn}}}"} }"""),
                    2 => await gateway.PatchAsync($"{client:00}-{random.Next(turn + 1)}", $$"""{"score":{{turn % 100}},"metadata":{"turn":{{turn}} } }"""),
                    3 => await gateway.DeleteAsync(Filter("provider", "eq", $"\"p{client}\"") + "&limit=2"),
                    4 => await gateway.GetAsync($"/{client:00}-{random.Next(turn + 1)}/request"),
                    5 => await gateway.GetAsync($"/{client:00}-{random.Next(turn + 1)}"),
                    _ => await gateway.GetAsync($"?per_page=50&page={random.Next(1, 30)}&order_by=provider&meta_info=true"),
                };
                if (answer.Status == (int)HttpStatusCode.OK && answer.Text == "{\"inserted\":1}")
                {
                    inserted.Add(id);
                }
                else if (answer.Status is not ((int)HttpStatusCode.OK or (int)HttpStatusCode.NotFound))
                {
                    strange.Enqueue((answer.Status, answer.Text));
                }
            }
        }
    }

    private static async Task<List<string>> TableIds(Gateway gateway)
    {
        List<string> ids = [];
        for (var page = 1; await Page(gateway, page) is { Count: > 0 } rows; page++)
        {
            ids.AddRange(rows.Select(row => (string)row!["id"]!));
        }

        return ids;
    }

    private static async Task<JsonArray> Page(Gateway gateway, int page) =>
        (await gateway.GetAsync($"?per_page=50&order_by=created_at&page={page}")).Result.AsArray();

    private static async Task<List<string>> WrongHashes(Gateway gateway, LedgerEntry[] ledger)
    {
        List<string> wrong = [];
        foreach (LedgerEntry entry in ledger.Where(entry => entry.DeletedAt is null).TakeLast(300))
        {
            Answered list = await gateway.GetAsync(Filter("id", "eq", $"\"{entry.Id}\""));
            if (Sha256.Of(list.Raw("result", "0")) != entry.RowSha256)
            {
                wrong.Add(entry.Id);
            }
        }

        return wrong;
    }
}

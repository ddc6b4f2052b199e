using System.Net;

namespace GatewayLogs.Tests;

/// <summary>For any ID, the request goes to the path template with the ID in one segment, or is not sent.</summary>
public class HostileIdTests
{
    private static readonly int s_ids = Proof.Size(100_000, otherwise: 100_000, quick: 20_000);

    private const int Seed = 11;

    private static readonly string[] s_pieces =
    [
        ".", "..", "/", "\\", "%", "%2e", "%2E", "%2f", "%5c", "%00", "%252e", "?", "#", ";", ":", "@", "&", "=", "+", "~", "*", "'", "\"", "<", "|",
        " ", "\t", "\r\n", "\0", "\u007f", "\u0085", "\u00a0", "\u2024", "\uff0e", "\u2215", "\uff0f", "\u202e", "\ufeff", "\ud800", "\udc00", "é", "e\u0301",
        "🪶", "a", "0", "logs", "request", "response", "http:", "//", "[::1]", "{id}",
    ];

    /// <summary>The operations with an ID and the rest of their path.</summary>
    private static readonly (Func<GatewayLogsClient, string, Task> CallAsync, string Suffix)[] s_operations =
    [
        ((client, id) => client.GetLogAsync(id), ""),
        ((client, id) => client.UpdateLogAsync(id, new GatewayLogUpdate { Score = 1 }), ""),
        ((client, id) => client.GetLogRequestAsync(id), "/request"),
        ((client, id) => client.GetLogResponseAsync(id), "/response"),
    ];

    [Test]
    public async Task No_id_sends_a_request_outside_of_its_template()
    {
        using var service = new AddressList();
        using var http = new HttpClient(service);
        var client = new GatewayLogsClient(TestClient.Options(), http);
        var random = new Random(Seed);
        List<string> outside = [];
        var (sent, refused) = (0, 0);

        for (var i = 0; i < s_ids; i++)
        {
            var id = string.Concat(random.GetItems(s_pieces, random.Next(7)));
            var (callAsync, suffix) = s_operations[i % s_operations.Length];
            service.Addresses.Clear();
            try
            {
                await callAsync(client, id);
                sent++;
            }
            catch (ArgumentException)
            {
                refused++;
            }

            var addresses = string.Join(' ', service.Addresses.Select(address => address.AbsoluteUri));
            if (addresses.Length > 0 && addresses != $"https://api.cloudflare.com{TestClient.LogsPath}/{Uri.EscapeDataString(id)}{suffix}")
            {
                outside.Add(addresses);
            }

            // Another URI parser must find the same segments and the same ID.
            if (addresses.Length > 0
                && (service.Addresses[0].Segments is not { Length: var count } segments
                    || count != TestClient.LogsPath.Count(c => c == '/') + (suffix.Length > 0 ? 3 : 2)
                    || Uri.UnescapeDataString(segments[suffix.Length > 0 ? ^2 : ^1]).TrimEnd('/') != id))
            {
                outside.Add(addresses);
            }
        }

        await TestContext.Out.WriteLineAsync($"{sent} sent, {refused} refused");
        Assert.That(outside.Take(20), Is.Empty);
        Assert.That(Math.Min(sent, refused), Is.GreaterThan(s_ids / 10), "Both sorts of ids are there.");
        Assert.That(sent + refused, Is.EqualTo(s_ids));
    }

    /// <summary>Records the addresses of requests.</summary>
    private sealed class AddressList : HttpMessageHandler
    {
        public List<Uri> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(new Uri(request.RequestUri!.AbsoluteUri));
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent("""{"success":true,"result":{}}"""u8.ToArray()) };
            response.Content.Headers.ContentType = new("application/json");
            return Task.FromResult(response);
        }
    }
}

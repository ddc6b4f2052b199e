using System.Text;
using GatewayLogs.Cli;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace GatewayLogs.Tests;

/// <summary>
/// A stored body is the same bytes, in one request, for each content, media type, size and transfer, from the client,
/// <c>gwlogs response</c> and <c>gwlogs export --with-bodies</c>.
/// </summary>
public class BodyTableTests
{
    private const int Large = 5_000_000;

    private static readonly int[] s_sizes = [1024, (64 * 1024) - 1, 64 * 1024, (64 * 1024) + 1];

    private static readonly IReadOnlyList<StoredBody> s_bodies = [.. CreateBodies()];

    private BodyServer _server;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await BodyServer.StartAsync(s_bodies);

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task The_client_returns_the_stored_bytes_in_one_request()
    {
        var client = _server.CreateClient();

        await RequireStoredAsync(async id =>
        {
            using var body = await client.GetLogResponseAsync(id);
            await using var stream = await body.ReadAsStreamAsync();
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            return bytes.ToArray();
        });
    }

    [Test]
    public async Task ReadAsBytesAsync_returns_the_stored_bytes_in_one_request()
    {
        var client = _server.CreateClient();

        await RequireStoredAsync(async id =>
        {
            using var body = await client.GetLogResponseAsync(id);
            return (await body.ReadAsBytesAsync()).ToArray();
        });
    }

    [Test]
    public async Task The_command_writes_the_stored_bytes_to_a_file_in_one_request()
    {
        using var folder = new TemporaryFolder();
        string[] connection = ["--api-token", "t", "--account", "a", "--gateway", "g", "--base-url", _server.Address.AbsoluteUri, "--rate-limit", "none"];

        await RequireStoredAsync(async id =>
        {
            var exitCode = await GatewayLogsCommandLine.Parse(["response", id, "--out", folder.GetPath(id), .. connection]).InvokeAsync();
            return exitCode == 0 ? await File.ReadAllBytesAsync(folder.GetPath(id)) : Encoding.UTF8.GetBytes($"exit code {exitCode}");
        });
    }

    [Test]
    public async Task An_export_contains_the_stored_bytes_after_one_request_each()
    {
        using var folder = new TemporaryFolder();

        var run = await CliRunner.RunSharedAsync(
            _server.Environment, "export", "--rate-limit", "none", "--with-bodies", "response", "--out", folder.GetPath("logs"));

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        var lines = await File.ReadAllLinesAsync(folder.GetPath("logs"));
        var rows = lines.Select(line => JsonConvert.DeserializeObject<JObject>(line)!).ToDictionary(row => (string)row["id"]!);
        await RequireStoredAsync(id => Task.FromResult((string?)rows[id]["response_body_base64"] is { } base64
            ? Convert.FromBase64String(base64)
            : Encoding.UTF8.GetBytes((string)rows[id]["response_body"]!)));
        Assert.That(rows.Values.Select(row => (string?)row["response_body_state"]), Is.All.EqualTo("stored"));
    }

    [Test]
    public async Task The_command_writes_the_stored_bytes_to_a_pipe()
    {
        var index = s_bodies.Index().First(body => body.Item is { Content: "binary", MediaType: "application/json", Bytes.Length: > 65_536 }).Index;

        var run = await CliRunner.ShellAsync(null, $"gwlogs response {BodyServer.GetId(index)} | sha256sum", _server.Environment);

        Assert.That(run.Output.Split(' ')[0], Is.EqualTo(Sha256.Of(s_bodies[index].Bytes)), run.Error);
    }

    private static IEnumerable<StoredBody> CreateBodies()
    {
        // Each content of each size is transferred in each way, under different media types.
        foreach (var (content, mediaTypes) in StoredBody.MediaTypes)
        {
            foreach (var (number, mediaType) in mediaTypes.Index())
            {
                foreach (var (turn, size) in s_sizes.Index())
                {
                    yield return new StoredBody(content, mediaType, StoredBody.Create(content, size), (BodyTransfer)((number + turn) % 3));
                }
            }

            yield return new StoredBody(content, mediaTypes[0], StoredBody.Create(content, Large), (BodyTransfer)(content.Length % 3));
        }

        foreach (var mediaType in StoredBody.MediaTypes.Values.SelectMany(types => types).Distinct())
        {
            foreach (var transfer in Enum.GetValues<BodyTransfer>())
            {
                yield return new StoredBody("empty", mediaType, [], transfer);
            }
        }
    }

    /// <summary>Reads every body, and lists those that are not as stored or took another number of requests.</summary>
    private async Task RequireStoredAsync(Func<string, Task<byte[]>> read)
    {
        List<string> problems = [];
        foreach (var (index, body) in s_bodies.Index())
        {
            var id = BodyServer.GetId(index);
            var bytes = await read(id);
            var requests = _server.TakeRequests(id);
            if (requests != 1 || !bytes.AsSpan().SequenceEqual(body.Bytes))
            {
                problems.Add($"{body}: {requests} requests, {bytes.Length:N0} bytes");
            }
        }

        Assert.That(problems, Is.Empty, $"{s_bodies.Count} combinations");
    }
}

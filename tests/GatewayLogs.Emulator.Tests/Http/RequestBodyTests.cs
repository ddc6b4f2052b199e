using System.Text;
using GatewayLogs.Emulator.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Http;

/// <summary>Tests request bodies that are too large or not valid HTTP.</summary>
[NonParallelizable] // A test measures the allocations of the process.
public sealed class RequestBodyTests
{
    private const int Mebibyte = 1024 * 1024;

    // The first requests to the server allocate memory that is unrelated to the body.
    private const int WarmUps = 20;

    private LogRecorder _log;
    private Gateway _gateway;

    [SetUp]
    public async Task StartAsync()
    {
        _log = new LogRecorder();
        _gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(_log) }, Log("a"));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public async Task Every_endpoint_rejects_a_body_above_its_limit([Values] bool hasLength)
    {
        foreach (var (method, path, limit) in Readers())
        {
            var response = await SendAsync(method, path, limit + 1, hasLength);

            Assert.That(response.Status, Is.EqualTo(413), $"{method} {path}");
            Assert.That(response.Text, Does.Contain($"Request body too large: the limit is {limit} bytes"), path);
        }

        Assert.That(_log.Messages, Is.Empty);
    }

    [Test]
    public async Task A_body_at_the_limit_is_accepted()
    {
        foreach (var (method, path, limit) in Readers())
        {
            var expected = path.EndsWith("/reset", StringComparison.Ordinal) ? 200 : 400;
            Assert.That((await SendAsync(method, path, limit, hasLength: true)).Status, Is.EqualTo(expected), $"{method} {path}");
        }
    }

    [Test]
    public async Task A_body_above_the_limit_is_not_buffered([Values] bool hasLength)
    {
        foreach (var (method, path, limit) in Readers().Where(reader => reader.Path.EndsWith("/logs", StringComparison.Ordinal) || reader.Method == "PATCH"))
        {
            for (var warmUp = 0; warmUp < WarmUps; warmUp++)
            {
                await SendAsync(method, path, Mebibyte, hasLength);
            }

            var before = GC.GetTotalAllocatedBytes(precise: true);
            var status = (await SendAsync(method, path, 100 * Mebibyte, hasLength)).Status;
            var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

            // A body without Content-Length is buffered up to the limit, in a buffer that doubles.
            Assert.That(status, Is.EqualTo(413), path);
            Assert.That(allocated, Is.LessThan((20 * Mebibyte) + (hasLength ? 0 : 4L * limit)), path);
        }
    }

    [Test]
    public async Task Every_endpoint_rejects_an_invalid_chunk_size(
        [Values("ZZZ", "-1", "", "80000000", "FFFFFFFF", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "10000000000000000000", "0x10", "1 0", "\u0001", "2")]
        string size)
    {
        foreach (var (method, path, _) in Readers())
        {
            var response = await SendChunksAsync(method, path, size + "\r\nabc\r\n0\r\n\r\n");

            Assert.That(response.Status, Is.EqualTo(400), $"{method} {path}");
            Assert.That(response.Body, Does.Match("Bad chunk (size data|suffix)").And.Not.Contain(" at "), path);
        }

        Assert.That(_log.Messages, Is.Empty);
    }

    [TestCase("3\r\nabc")]
    [TestCase("7FFFFFFF\r\nabc")]
    public async Task An_incomplete_body_logs_no_error(string chunks)
    {
        foreach (var (method, path, _) in Readers())
        {
            await SendChunksAsync(method, path, chunks, endsThere: true);
        }

        Assert.That((await _gateway.GetAsync()).Ids, Is.EqualTo("a"));
        Assert.That(_log.Messages, Is.Empty);
    }

    [TestCase("\u00ff\u00fe", "not UTF-8")]
    [TestCase("\u00ef\u00bb\u00bf{\"now\":5}", "$.now")]
    public async Task Control_bodies_must_be_utf8_and_may_have_a_byte_order_mark(string body, string problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_gateway.Emulator.ControlAddress, "clock"))
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)),
        };

        var response = await _gateway.SendAsync(request);

        Assert.That(response.Status, Is.EqualTo(400));
        Assert.That((string)response.Json["error"]!, Does.Contain(problem));
    }

    /// <summary>Returns every endpoint that reads a body, with its limit.</summary>
    private IEnumerable<(string Method, string Path, int Limit)> Readers()
    {
        yield return ("PATCH", $"{_gateway.Logs.AbsolutePath}/a", Mebibyte);
        foreach (var endpoint in _gateway.Emulator.Endpoints)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single();
            var path = endpoint.RoutePattern.RawText!;
            if (path.StartsWith("/_emulator", StringComparison.Ordinal) && method != "GET")
            {
                yield return (method, path, path == "/_emulator/logs" ? 32 * Mebibyte : Mebibyte);
            }
        }
    }

    private async Task<EmulatorResponse> SendAsync(string method, string path, long length, bool hasLength)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_gateway.Logs, path)) { Content = Body(length, hasLength) };
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        return await _gateway.SendAsync(request);
    }

    private async Task<RawResponse> SendChunksAsync(string method, string path, string chunks, bool endsThere = false)
    {
        using var connection = await ClientConnection.OpenAsync(_gateway.Logs);
        string[] headers =
            [$"Host: {_gateway.Logs.Authority}", $"Authorization: Bearer {_gateway.Emulator.ApiToken}", "Transfer-Encoding: chunked", "Connection: close"];
        await connection.SendAsync(ClientConnection.Bytes($"{method} {path} HTTP/1.1", headers, chunks));
        if (endsThere)
        {
            connection.EndSending();
        }

        return await connection.ReceiveAsync(TimeSpan.FromSeconds(20));
    }

    private static StreamContent Body(long length, bool hasLength)
    {
        var content = new StreamContent(new EndlessStream(length));
        content.Headers.ContentLength = hasLength ? length : null;
        return content;
    }

    /// <summary>A stream of the given length that is never in memory as a whole.</summary>
    private sealed class EndlessStream(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(_left, count);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

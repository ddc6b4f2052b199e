using System.Text;
using GatewayLogs.Emulator.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Http;

/// <summary>Bodies of requests that are too large, or that are no valid HTTP.</summary>
[NonParallelizable] // One of its tests looks at what the process allocates.
public sealed class RequestBodyTests
{
    private const int Mebibyte = 1024 * 1024;

    // The server's first requests allocate what has nothing to do with a body.
    private const int WarmUps = 20;

    private LogRecorder _log;
    private Gateway _gateway;

    [SetUp]
    public async Task Start()
    {
        _log = new LogRecorder();
        _gateway = await Gateway.StartAsync(
            new GatewayLogsEmulatorOptions { ConfigureLogging = logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(_log) }, Log("a"));
    }

    [TearDown]
    public async Task Stop()
    {
        await _gateway.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public async Task A_body_beyond_the_limit_is_refused_by_every_endpoint_that_reads_one([Values] bool hasLength)
    {
        foreach (var (method, path, limit) in Readers())
        {
            Answered answer = await SendAsync(method, path, limit + 1, hasLength);

            Assert.That(answer.Status, Is.EqualTo(413), $"{method} {path}");
            Assert.That(answer.Text, Does.Contain($"Request body too large: the limit here is {limit} bytes"), path);
        }

        Assert.That(_log.Messages, Is.Empty);
    }

    [Test]
    public async Task A_body_at_the_limit_is_read()
    {
        foreach (var (method, path, limit) in Readers())
        {
            var expected = path.EndsWith("/reset", StringComparison.Ordinal) ? 200 : 400;
            Assert.That((await SendAsync(method, path, limit, hasLength: true)).Status, Is.EqualTo(expected), $"{method} {path}");
        }
    }

    [Test]
    public async Task What_is_too_large_is_not_kept_in_memory([Values] bool hasLength)
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

            // What has no length is kept up to the limit, in a buffer that doubles.
            Assert.That(status, Is.EqualTo(413), path);
            Assert.That(allocated, Is.LessThan((20 * Mebibyte) + (hasLength ? 0 : 4L * limit)), path);
        }
    }

    [Test]
    public async Task A_chunk_size_that_is_none_is_a_bad_request_of_every_endpoint_that_reads_a_body(
        [Values("ZZZ", "-1", "", "80000000", "FFFFFFFF", "7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "10000000000000000000", "0x10", "1 0", "\u0001", "2")]
        string size)
    {
        foreach (var (method, path, _) in Readers())
        {
            RawResponse answer = await SendChunksAsync(method, path, size + "\r\nabc\r\n0\r\n\r\n");

            Assert.That(answer.Status, Is.EqualTo(400), $"{method} {path}");
            Assert.That(answer.Body, Does.Match("Bad chunk (size data|suffix)").And.Not.Contain(" at "), path);
        }

        Assert.That(_log.Messages, Is.Empty);
    }

    [TestCase("3\r\nabc")]
    [TestCase("7FFFFFFF\r\nabc")]
    public async Task A_body_that_its_client_breaks_off_is_no_failure_of_the_emulator(string chunks)
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
    public async Task Text_of_the_control_is_utf8_and_may_have_a_byte_order_mark(string body, string problem)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_gateway.Emulator.ControlAddress, "clock"))
        {
            Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)),
        };

        Answered answer = await _gateway.SendAsync(request);

        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That((string)answer.Json["error"]!, Does.Contain(problem));
    }

    /// <summary>Every endpoint that reads a body, with the largest one that it reads.</summary>
    private IEnumerable<(string Method, string Path, int Limit)> Readers()
    {
        yield return ("PATCH", $"{_gateway.Logs.AbsolutePath}/a", Mebibyte);
        foreach (RouteEndpoint endpoint in _gateway.Emulator.Endpoints)
        {
            var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Single();
            var path = endpoint.RoutePattern.RawText!;
            if (path.StartsWith("/_emulator", StringComparison.Ordinal) && method != "GET")
            {
                yield return (method, path, path == "/_emulator/logs" ? 32 * Mebibyte : Mebibyte);
            }
        }
    }

    private async Task<Answered> SendAsync(string method, string path, long length, bool hasLength)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(_gateway.Logs, path)) { Content = Body(length, hasLength) };
        request.Headers.Authorization = new("Bearer", _gateway.Emulator.ApiToken);
        return await _gateway.SendAsync(request);
    }

    private async Task<RawResponse> SendChunksAsync(string method, string path, string chunks, bool endsThere = false)
    {
        using ClientConnection connection = await ClientConnection.OpenAsync(_gateway.Logs);
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

    /// <summary>So many letters x, which are nowhere in memory.</summary>
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

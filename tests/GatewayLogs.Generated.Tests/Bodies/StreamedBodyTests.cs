using System.Security.Cryptography;
using System.Text;

namespace GatewayLogs.Tests;

[Category("GetGatewayLogRequest")]
[Category("GetGatewayLogResponse")]
[NonParallelizable]
public class StreamedBodyTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>Returns a JSON payload of a given size whose strings contain every character that could end a value.</summary>
    private static byte[] Payload(int size) =>
        Encoding.UTF8.GetBytes("""{"model":"m","text":"\"}]\\","nested":[{"a":[]}],"image":" """ + new string('x', size) + "\"}");

    private static byte[] Enveloped(byte[] payload, string before = """{"success":true,"result": """, string after = """ ,"errors":[],"messages":[]}""") =>
        [.. Encoding.UTF8.GetBytes(before), .. payload, .. Encoding.UTF8.GetBytes(after)];

    private static TestClient RespondingWith(byte[] body, string type = "application/json") => RespondingWith(() => new MemoryStream(body), type);

    private static TestClient RespondingWith(Func<Stream> body, string type = "application/json", int retries = 0)
    {
        var test = new TestClient(options => options.MaxRetries = retries);
        test.RespondInSequence(TestClient.Ok(() => new StreamContent(body()) { Headers = { ContentType = new(type) } }));
        return test;
    }

    private static async Task<byte[]> ReadAsync(TestClient test, bool unwrap = true)
    {
        using var body = await test.Client.GetLogResponseAsync(Operations.Id, unwrap);
        await using var stream = await body.ReadAsStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    [TestCase(10)]
    [TestCase((64 * 1024) - 70)]
    [TestCase(64 * 1024)]
    [TestCase(3 * Megabyte)]
    public async Task A_body_of_any_size_is_returned_byte_for_byte_with_and_without_an_envelope(int size)
    {
        var payload = Payload(size);
        using var enveloped = RespondingWith(Enveloped(payload));
        using var resultFirst = RespondingWith(Enveloped(payload, """{"result":""", ""","success":true,"errors":[],"messages":[]}"""));
        using var bare = RespondingWith([.. payload, (byte)'\n']);
        using var raw = RespondingWith(Enveloped(payload));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await ReadAsync(enveloped), Is.EqualTo(payload));
            Assert.That(await ReadAsync(resultFirst), Is.EqualTo(payload));
            Assert.That(await ReadAsync(bare), Is.EqualTo((byte[])[.. payload, (byte)'\n']));
            Assert.That(await ReadAsync(raw, unwrap: false), Is.EqualTo(Enveloped(payload)));
        });
    }

    [TestCase("\"", "\"", Description = "a string")]
    [TestCase("[\"", "\"]")]
    public async Task A_large_result_of_any_JSON_type_is_found(string begin, string end)
    {
        byte[] payload = [.. Encoding.UTF8.GetBytes(begin), .. Encoding.UTF8.GetBytes(new string('y', 200_000)), .. Encoding.UTF8.GetBytes(end)];
        using var test = RespondingWith(Enveloped(payload));

        Assert.That(await ReadAsync(test), Is.EqualTo(payload));
    }

    [Test]
    public async Task A_large_binary_body_is_returned_unchanged_with_its_media_type()
    {
        var bytes = RandomNumberGenerator.GetBytes(Megabyte);
        using var test = RespondingWith(bytes, "audio/mpeg");

        using var body = await test.Client.GetLogRequestAsync(Operations.Id);

        Assert.That(
            (body.ContentType, await body.ReadAsBytesAsync()),
            Is.EqualTo(("audio/mpeg", new ReadOnlyMemory<byte>(bytes))).Using<(string?, ReadOnlyMemory<byte>)>(
                (a, b) => a.Item1 == b.Item1 && a.Item2.Span.SequenceEqual(b.Item2.Span)));
    }

    [TestCase(1)]
    [TestCase(100_000)]
    public async Task A_large_body_that_was_stored_truncated_is_returned(int missing)
    {
        foreach (var whole in new[] { Payload(300_000), Enveloped(Payload(300_000)) })
        {
            using var test = RespondingWith(whole[..^missing]);

            Assert.That(await ReadAsync(test), Is.EqualTo(whole[..^missing]));
        }
    }

    [Test]
    public async Task A_large_body_that_begins_like_an_envelope_but_does_not_end_like_one_is_the_payload()
    {
        var body = Enveloped(Payload(300_000), after: ""","foreign":1}""");
        using var test = RespondingWith(body);

        Assert.That(await ReadAsync(test), Is.EqualTo(body));
    }

    [Test]
    public async Task A_large_failure_envelope_throws_with_its_errors()
    {
        using var test = RespondingWith(Enveloped(Payload(300_000), """{"success":false,"errors":[{"code":7000}],"result":""", "}"));

        var exception = await Failure.OfAsync<GatewayLogsException>(() => test.Client.GetLogResponseAsync(Operations.Id));

        Assert.That(exception.Errors.Single().Code, Is.EqualTo(7000));
    }

    [Test]
    public async Task A_broken_stream_throws_and_is_not_retried()
    {
        using var test = RespondingWith(() => new BreakingStream(Payload(300_000)[..200_000]), retries: 5);

        await Failure.OfAsync<GatewayLogsException>(() => ReadAsync(test));

        Assert.That(test.Requests, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_buffered_body_is_retried_when_the_connection_breaks()
    {
        var payload = Payload(300_000);
        var turn = 0;
        using var test = RespondingWith(() => turn++ < 2 ? new BreakingStream(payload[..200_000]) : new MemoryStream(payload), retries: 5);
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);

        var bytes = await test.Time.RunAsync(body.ReadAsBytesAsync());

        Assert.That((bytes.Span.SequenceEqual(payload), test.Requests.Count), Is.EqualTo((true, 3)));
    }

    [Test]
    public async Task A_stalled_stream_times_out()
    {
        using var test = RespondingWith(() => new StalledStream(Payload(300_000)));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync();

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(stream.CopyToAsync(Stream.Null)));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(30, 31));
    }

    /// <summary>Cancels a read in progress.</summary>
    private static async Task<OperationCanceledException> CancelReadAsync(Stream stream, CancellationTokenSource source)
    {
        var reading = stream.CopyToAsync(Stream.Null, source.Token);
        await source.CancelAsync();
        return await Failure.OfAsync<OperationCanceledException>(() => reading);
    }

    [Test]
    public async Task Cancelling_a_stalled_stream_throws_with_the_callers_token()
    {
        using var source = new CancellationTokenSource();
        using var test = RespondingWith(() => new StalledStream(Payload(300_000)));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync(source.Token);

        var exception = await CancelReadAsync(stream, source);

        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
    }

    [Test]
    public async Task A_read_after_a_cancelled_read_throws()
    {
        using var source = new CancellationTokenSource();
        using var test = RespondingWith(() => new StalledStream(Payload(300_000)));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync(source.Token);
        await CancelReadAsync(stream, source);

        var exception = await Failure.OfAsync<InvalidOperationException>(() => stream.CopyToAsync(Stream.Null));

        Assert.That(exception.Message, Does.Contain("was cancelled"));
    }

    [Test]
    public async Task Synchronous_reads_return_the_same_bytes()
    {
        var payload = Payload(300_000);
        using var test = RespondingWith(Enveloped(payload));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync();
        var bytes = new byte[payload.Length];

#pragma warning disable CA1849 // The synchronous overload is under test.
        stream.ReadExactly(bytes);
#pragma warning restore CA1849

        Assert.That(bytes, Is.EqualTo(payload));
    }

    [TestCase(10)]
    [TestCase(300_000)]
    public async Task A_byte_order_mark_before_JSON_is_accepted(int size)
    {
        byte[] bare = [.. Encoding.UTF8.Preamble, .. Payload(size)], enveloped = [.. Encoding.UTF8.Preamble, .. Enveloped(Payload(size))];
        using TestClient ofBare = RespondingWith(bare), ofEnveloped = RespondingWith(enveloped);

        Assert.That(await ReadAsync(ofBare), Is.EqualTo(bare));
        Assert.That(await ReadAsync(ofEnveloped), Is.EqualTo(Payload(size)));
    }

    [Test]
    public async Task Media_types_are_case_insensitive()
    {
        using var test = RespondingWith(Enveloped(Payload(10)), "Application/JSON");

        Assert.That(await ReadAsync(test), Is.EqualTo(Payload(10)));
    }

    [TestCase(1)]
    [TestCase(100)]
    public async Task A_large_body_that_arrives_too_slowly_times_out(int bytes)
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.Ok(() => new StreamContent(new DrippingStream(test.Time, Payload(300_000), quick: 70 * 1024, bytes))));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);

        var exception = await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(body.ReadAsBytesAsync()));

        Assert.That((exception.Timeout, test.Time.Elapsed.TotalSeconds), Is.EqualTo((TimeSpan.FromSeconds(30), 30.0)).Within(1.0));
    }

    [Test]
    public async Task A_large_body_that_always_arrives_too_slowly_is_given_up()
    {
        using var test = new TestClient(options => options.MaxRetries = 5);
        test.RespondInSequence(TestClient.Ok(() => new StreamContent(new DrippingStream(test.Time, Payload(300_000), quick: 70 * 1024, 1))));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);

        await Failure.OfAsync<GatewayLogsTimeoutException>(() => test.Time.RunAsync(body.ReadAsBytesAsync()));

        Assert.That(test.Time.Elapsed.TotalSeconds, Is.InRange(100, 131));
    }

    [Test]
    public async Task A_slow_download_is_read_completely()
    {
        using var test = new TestClient();
        test.RespondInSequence(TestClient.Ok(() => new StreamContent(new DrippingStream(test.Time, Payload(300_000), quick: 70 * 1024, 2_000))));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);

        var bytes = await test.Time.RunAsync(body.ReadAsBytesAsync());

        Assert.That((bytes.Span.SequenceEqual(Payload(300_000)), test.Time.Elapsed.TotalSeconds), Is.EqualTo((true, 116.0)).Within(3.0));
    }

    [Test]
    public async Task The_time_that_the_caller_takes_between_reads_does_not_count()
    {
        using var test = RespondingWith(Payload(300_000));
        using var body = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync();
        var buffer = new byte[8 * 1024];

        while (await stream.ReadAsync(buffer) > 0)
        {
            test.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [TestCase(1_000)]
    [TestCase(300_000)]
    public async Task A_body_of_any_size_can_be_read_once(int size)
    {
        using var test = RespondingWith(Payload(size));
        using var opened = await test.Client.GetLogRequestAsync(Operations.Id);
        await using var stream = await opened.ReadAsStreamAsync();
        using var read = await test.Client.GetLogRequestAsync(Operations.Id);
        await read.ReadAsBytesAsync();

        foreach (var body in (GatewayLogBody[])[opened, read])
        {
            await Failure.OfAsync<InvalidOperationException>(() => body.ReadAsStreamAsync());
            await Failure.OfAsync<InvalidOperationException>(() => body.ReadAsBytesAsync());
        }
    }

    [TestCase(1_000)]
    [TestCase(300_000)]
    public async Task The_stream_of_a_body_outlives_the_body_and_owns_the_connection(int size)
    {
        using var connection = new MemoryStream(Payload(size));
        using var test = RespondingWith(() => connection);

        async Task<Stream> OpenAsync()
        {
            using var body = await test.Client.GetLogRequestAsync(Operations.Id);
            return await body.ReadAsStreamAsync();
        }

        using var bytes = new MemoryStream();
        await using (var stream = await OpenAsync())
        {
            await stream.CopyToAsync(bytes);
        }

        Assert.That(bytes.ToArray(), Is.EqualTo(Payload(size)));
        Assert.That(connection.CanRead, Is.False, "the connection is released");
    }

    [TestCase(1_000)]
    [TestCase(300_000)]
    public async Task Disposing_an_unread_body_releases_its_connection_without_reading_it(int size)
    {
        using var connection = new MemoryStream(Payload(size));
        using var test = RespondingWith(() => connection);
        var body = await test.Client.GetLogRequestAsync(Operations.Id);

        body.Dispose();

        Assert.That(connection.CanRead, Is.False);
        await Failure.OfAsync<ObjectDisposedException>(() => body.ReadAsStreamAsync());
        await Failure.OfAsync<ObjectDisposedException>(() => body.ReadAsBytesAsync());
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_body_that_is_an_error_releases_its_connection(bool isLarge)
    {
        using var connection = new MemoryStream(Encoding.UTF8.GetBytes("<html>" + new string('x', isLarge ? 300_000 : 0)));
        using var test = RespondingWith(() => connection, "text/html");

        await Failure.OfAsync<GatewayLogsException>(() => test.Client.GetLogRequestAsync(Operations.Id));

        Assert.That(connection.CanRead, Is.False);
    }

    [Test]
    public async Task Streaming_ten_megabytes_uses_constant_memory()
    {
        using var test = RespondingWith(() => new GeneratedStream(10 * Megabyte));
        await ReadToNowhereAsync(test);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var read = await ReadToNowhereAsync(test);

        Assert.That(read, Is.EqualTo(10 * Megabyte));
        Assert.That(GC.GetTotalAllocatedBytes(precise: true) - before, Is.LessThan(Megabyte));
    }

    private static async Task<long> ReadToNowhereAsync(TestClient test)
    {
        using var body = await test.Client.GetLogResponseAsync(Operations.Id);
        await using var stream = await body.ReadAsStreamAsync();
        var buffer = new byte[64 * 1024];
        long total = 0;
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            total += count;
        }

        return total;
    }
}

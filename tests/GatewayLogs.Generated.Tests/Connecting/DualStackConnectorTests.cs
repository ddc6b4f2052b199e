using System.Net;
using System.Net.Sockets;
using GatewayLogs.Connecting;

namespace GatewayLogs.Tests;

/// <summary>How a host with several addresses is connected to.</summary>
public class DualStackConnectorTests
{
    private static readonly IPAddress s_six = IPAddress.Parse("2001:db8::1");

    private static readonly IPAddress s_otherSix = IPAddress.Parse("2001:db8::2");

    private static readonly IPAddress s_four = IPAddress.Parse("192.0.2.1");

    private readonly List<(IPAddress Address, double Milliseconds)> _attempts = [];

    private VirtualTime? _time;

    /// <summary>Gets the clock of the test. The first use creates it: a clock of a set-up would wait for the thread that waits for the test.</summary>
    private VirtualTime Time => _time ??= new VirtualTime();

    [SetUp]
    public void Start() => (_time, _) = (null, _attempts.RemoveAll(_ => true));

    private Task<Stream> ConnectAsync(Func<IPAddress, CancellationToken, Task<Stream>> connect, params IPAddress[] addresses) =>
        ConnectAsync(connect, default, addresses);

    private Task<Stream> ConnectAsync(
        Func<IPAddress, CancellationToken, Task<Stream>> connect, CancellationToken cancellationToken, params IPAddress[] addresses) =>
        new DualStackConnector(
            (address, token) =>
            {
                _attempts.Add((address, Time.Elapsed.TotalMilliseconds));
                return connect(address, token);
            },
            Time).ConnectAsync(addresses, cancellationToken);

    private static async Task<Stream> HangAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    }

    private static Task<Stream> Refuse() => Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));

    [Test]
    public async Task The_next_address_is_tried_after_250_ms_when_the_first_does_not_connect()
    {
        using var stream = new MemoryStream();

        var connected = await Time.RunAsync(
            ConnectAsync((address, token) => address.Equals(s_four) ? Task.FromResult<Stream>(stream) : HangAsync(token), s_six, s_four));

        Assert.That(connected, Is.SameAs(stream));
        Assert.That(_attempts.Select(attempt => attempt.Address), Is.EqualTo([s_six, s_four]));
        Assert.That(_attempts[1].Milliseconds, Is.InRange(250, 350));
    }

    [Test]
    public async Task The_next_address_is_tried_at_once_when_the_first_refuses()
    {
        using var stream = new MemoryStream();

        await Time.RunAsync(ConnectAsync((address, _) => address.Equals(s_four) ? Task.FromResult<Stream>(stream) : Refuse(), s_six, s_four));

        Assert.That(_attempts[1].Milliseconds, Is.Zero);
    }

    [Test]
    public async Task A_second_address_is_not_tried_when_the_first_connects()
    {
        using var stream = new MemoryStream();

        await Time.RunAsync(ConnectAsync((_, _) => Task.FromResult<Stream>(stream), s_six, s_four));

        Assert.That(_attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_families_alternate()
    {
        await Failure.OfAsync<SocketException>(() => Time.RunAsync(ConnectAsync((_, _) => Refuse(), s_six, s_otherSix, s_four)));

        Assert.That(_attempts.Select(attempt => attempt.Address), Is.EqualTo([s_six, s_four, s_otherSix]));
    }

    [Test]
    public async Task The_failure_is_that_of_the_first_address_when_all_refuse()
    {
        var exception = await Failure.OfAsync<SocketException>(() => Time.RunAsync(ConnectAsync(
            (address, _) => address.Equals(s_six)
                ? Refuse()
                : Task.FromException<Stream>(new SocketException((int)SocketError.NetworkUnreachable)),
            s_six,
            s_four)));

        Assert.That(exception.SocketErrorCode, Is.EqualTo(SocketError.ConnectionRefused));
    }

    [Test]
    public async Task A_slower_connection_is_closed()
    {
        using var stream = new MemoryStream();
        var slow = new TaskCompletionSource<Stream>();
        using var late = new MemoryStream();

        await Time.RunAsync(ConnectAsync((address, _) => address.Equals(s_four) ? Task.FromResult<Stream>(stream) : slow.Task, s_six, s_four));
        slow.SetResult(late);

        Assert.That(() => late.CanRead, Is.False.After(10_000, 5));
        Assert.That(stream.CanRead, Is.True);
    }

    [Test]
    public async Task A_cancellation_ends_all_attempts()
    {
        using var stop = new CancellationTokenSource();
        var connecting = ConnectAsync((_, token) => HangAsync(token), stop.Token, s_six, s_four);

        await stop.CancelAsync();

        Assert.That(async () => await connecting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_client_connects_to_the_address_of_a_host_that_accepts()
    {
        // The name resolves to ::1 and 127.0.0.1, or to the latter alone; only the latter accepts.
        await using var server = new FaultyServer(_ => FaultyResponse.GoodPage);
        var options = server.Options();
        options.BaseAddress = new UriBuilder(options.BaseAddress) { Host = "localhost" }.Uri;

        var page = await new GatewayLogsClient(options).ListLogsAsync();

        Assert.That(page.Logs, Has.Count.EqualTo(1));
    }
}

using System.Globalization;
using System.Runtime.Versioning;
using GatewayLogs.Emulator.Tests.Support;
using Microsoft.Data.Sqlite;
using static GatewayLogs.Emulator.Tests.Support.Samples;

namespace GatewayLogs.Emulator.Tests.Storage;

/// <summary>Tests files that cannot be used as the database: each is rejected with one line and not changed.</summary>
public sealed class DatabaseFileTests
{
    private TemporaryFolder _folder;

    [SetUp]
    public void Create() => _folder = new TemporaryFolder();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [TestCase(5)]
    [TestCase(4096)]
    [TestCase(100_000)]
    public async Task A_file_that_is_not_a_database_is_rejected(int length)
    {
        var path = _folder.GetPath("notes.txt");
        await File.WriteAllTextAsync(path, new string('x', length));

        Assert.That(await RefusalAsync(path), Does.Contain("it is not an SQLite database"));
        Assert.That(await File.ReadAllTextAsync(path), Is.EqualTo(new string('x', length)));
    }

    [Test]
    public async Task A_truncated_database_is_rejected()
    {
        var path = _folder.GetPath("logs.db");
        await (await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = path, Logs = 50 })).DisposeAsync();
        await using (var file = new FileStream(path, FileMode.Open))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.That(await RefusalAsync(path), Does.Contain("it is damaged"));
    }

    [Test]
    public async Task A_folder_is_rejected() => Assert.That(await RefusalAsync(_folder.Path), Does.Contain("it is a folder"));

    [Test]
    public async Task A_file_in_a_missing_folder_is_rejected() =>
        Assert.That(await RefusalAsync(_folder.GetPath("none/logs.db")), Does.Contain("its folder does not exist"));

    [TestCase("CREATE TABLE logs (x); INSERT INTO logs VALUES (1);")]
    [TestCase("CREATE TABLE notes (x);")]
    [TestCase("PRAGMA application_id = 7;")]
    [TestCase("PRAGMA user_version = 5; CREATE TABLE logs (x);")]
    public async Task A_database_of_another_program_is_rejected_and_not_changed(string sql)
    {
        var path = _folder.GetPath("other.db");
        Execute(path, sql);
        var before = await File.ReadAllBytesAsync(path);

        Assert.That(await RefusalAsync(path), Does.Contain("was not created by this version of the emulator"));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(before));
        Assert.That(Directory.GetFiles(_folder.Path), Is.EqualTo(new[] { path }));
    }

    [Test]
    public async Task A_database_with_another_schema_version_is_rejected()
    {
        var path = _folder.GetPath("logs.db");
        await (await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = path, Logs = 5 })).DisposeAsync();
        Execute(path, "PRAGMA user_version = 99;");

        Assert.That(await RefusalAsync(path), Does.Contain("version 99"));
    }

    [Test]
    public async Task An_empty_file_becomes_a_database()
    {
        var path = _folder.GetPath("empty.db");
        await File.WriteAllBytesAsync(path, []);

        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = path, Logs = 5 });

        Assert.That((await gateway.GetAsync()).TotalCount, Is.EqualTo(5));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows has no Unix permissions.")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_new_database_and_its_wal_files_are_accessible_to_their_owner_only()
    {
        await using var gateway = await Gateway.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = _folder.GetPath("logs.db") }, Log("a"));

        var files = Directory.GetFiles(_folder.Path);

        Assert.That(files, Has.Length.EqualTo(3));
        Assert.That(files.Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [TestCase(UnixFileMode.None)]
    [TestCase(UnixFileMode.UserRead)]
    [Platform(Exclude = "Win", Reason = "Windows has no Unix permissions.")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_database_that_is_not_readable_or_writable_is_rejected(UnixFileMode mode)
    {
        var path = _folder.GetPath("logs.db");
        await (await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = path, Logs = 5 })).DisposeAsync();
        File.SetUnixFileMode(path, mode);

        // Root can write read-only files unless it drops that capability.
        var refusal = Environment.IsPrivilegedProcess
            ? (await ToolRun.StartAsync(
                "setpriv",
                AppContext.BaseDirectory,
                [
                    "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search",
                    "dotnet", EmulatorProcess.Program, "--port", "0", "--db", path,
                ])).Error
            : await RefusalAsync(path);

        Assert.That(refusal, Does.Contain("it is read-only").Or.Contain("it cannot be opened"));
    }

    [Test]
    [Platform("Linux", Reason = "Only Linux has /proc, in which no file can be created.")]
    public async Task A_file_that_cannot_be_created_is_rejected() =>
        Assert.That(await RefusalAsync("/proc/gateway-logs.db"), Does.Contain("it cannot be created there"));

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={path};Pooling=False"));
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Review SQL for injection: the texts are those of the test cases.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static async Task<string> RefusalAsync(string path)
    {
        try
        {
            await (await GatewayLogsEmulator.StartAsync(new GatewayLogsEmulatorOptions { DatabasePath = path, Logs = 1 })).DisposeAsync();
        }
        catch (IOException exception)
        {
            Assert.That(exception.Message, Does.StartWith($"Cannot use '{path}' as the database: ").And.EndWith("does not exist yet.").And.Not.Contain("\n"));
            return exception.Message;
        }

        throw new AssertionException("The database was not rejected.");
    }
}

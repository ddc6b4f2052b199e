using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

public class DecryptCommandTests
{
    private TemporaryFolder _folder;

    private string _decrypted;

    [OneTimeSetUp]
    public async Task EncryptAsync()
    {
        _folder = new TemporaryFolder();
        await LogpushSample.CreateAsync(_folder.Path, 4, seed: 4);
        _decrypted = (await RunAsync("gwlogs decrypt encrypted.ndjson --key private.pem")).Output;
        Assert.That(_decrypted.Split('\n'), Has.Length.EqualTo(5));
    }

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("A file that gzip compressed", "gzip -c encrypted.ndjson > a.gz; gwlogs decrypt a.gz")]
    [TestCase("A compressed file whose name does not end in gz", "gzip -c encrypted.ndjson > a.txt; gwlogs decrypt a.txt")]
    [TestCase("An uncompressed file whose name ends in gz", "cp encrypted.ndjson b.gz; gwlogs decrypt b.gz")]
    [TestCase("Concatenated gzip files", "(head -n 1 encrypted.ndjson | gzip; tail -n +2 encrypted.ndjson | gzip) > c.gz; gwlogs decrypt c.gz")]
    [TestCase("Standard input", "cat encrypted.ndjson | gwlogs decrypt")]
    [TestCase("Compressed standard input", "gzip -c encrypted.ndjson | gwlogs decrypt -")]
    [TestCase("A pipe with a name", "gwlogs decrypt <(gzip -c encrypted.ndjson)")]
    [TestCase("Blank lines and no last line break", "printf '\\n \\r\\n%s' \"$(cat encrypted.ndjson)\" > d; gwlogs decrypt d")]
    [TestCase("A file and standard input", "head -n 2 encrypted.ndjson > e; tail -n +3 encrypted.ndjson | gwlogs decrypt e -")]
    public async Task Each_form_of_input_is_decrypted(string form, string line)
    {
        var run = await RunAsync($"{line} --key private.pem");

        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((0, "", _decrypted)), form);
    }

    [Test]
    public async Task All_regular_files_of_a_folder_are_decrypted_in_order()
    {
        var run = await RunAsync("""
            mkdir -p logs/20261127/empty logs/20261128 logs/.hidden
            line() { sed -n "$1p" encrypted.ndjson; }
            line 1 > logs/20261126.log; line 2 | gzip > logs/20261127/a.log.gz; line 3 > logs/20261127/b.log; line 4 > logs/20261128/a.log
            line 1 > logs/.a.log; line 1 > logs/.hidden/a.log; touch logs/20261127/empty/empty.log
            ln -s a.log logs/20261128/link; ln -s .. logs/20261128/up; mkfifo logs/20261127/fifo
            gwlogs decrypt logs --key private.pem
            """);

        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((0, "", _decrypted)));
    }

    [Test]
    public async Task A_file_that_cannot_be_read_does_not_prevent_that_others_are()
    {
        var run = await RunAsync("ln -s /proc/self/mem unreadable; gwlogs decrypt unreadable encrypted.ndjson --key private.pem");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, _decrypted)));
        Assert.That(run.Error, Does.Match("^gwlogs: unreadable, line 1: .* Later lines are missing. Check the file, and run the command again.\n"));
        Assert.That(run.Error, Does.EndWith("\ngwlogs: 4 lines decrypted, 1 failed.\n"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task The_output_file_is_private_and_replaces_an_earlier_one()
    {
        var run = await RunAsync("umask 022; echo > plain.ndjson; gwlogs decrypt encrypted.ndjson --key private.pem --out plain.ndjson");

        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((0, "", "")));
        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("plain.ndjson")), Is.EqualTo(_decrypted));
        Assert.That(File.GetUnixFileMode(_folder.GetPath("plain.ndjson")), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task The_output_file_contains_the_other_lines_when_one_fails()
    {
        var run = await RunAsync("(cat encrypted.ndjson; echo '{') | gwlogs decrypt --key private.pem --out partial.ndjson");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((3, "")));
        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("partial.ndjson")), Is.EqualTo(_decrypted));
    }

    [TestCase("umask 022; gwlogs decrypt encrypted.ndjson --key private.pem > shared", 2)]
    [TestCase("umask 077; gwlogs decrypt encrypted.ndjson --key private.pem > private", 0)]
    [TestCase("gwlogs decrypt encrypted.ndjson --key private.pem > /dev/null", 0)]
    public async Task Nothing_is_written_to_a_file_that_others_can_read(string line, int exitCode)
    {
        var run = await RunAsync(line);

        var refused = "gwlogs: Standard output is a file that other users can access. Use --out FILE, or run first: umask 077. Nothing was written.\n";
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((exitCode, exitCode == 0 ? "" : refused)));
        Assert.That(new FileInfo(_folder.GetPath("shared")) is { Exists: true, Length: > 0 }, Is.False);
    }

    [Test]
    public async Task A_protected_key_is_decrypted_with_the_passphrase_of_the_variable()
    {
        var run = await RunAsync(
            $"export GWLOGS_KEY_PASSPHRASE='{LogpushSample.Passphrase}'; gwlogs decrypt encrypted.ndjson --key protected.pem");

        Assert.That((run.ExitCode, run.Error, run.Output), Is.EqualTo((0, "", _decrypted)));
    }

    /// <summary>The passphrase is typed, with a corrected character, after the prompt appears. The terminal echoes what is typed.</summary>
    [Test]
    [Platform("Linux", Reason = "script simulates a terminal.")]
    public async Task The_passphrase_is_typed_on_the_terminal_and_not_shown()
    {
        var run = await RunAsync($$"""
            export -f gwlogs; export SHELL=/bin/bash TERM=xterm
            mkfifo typed
            line='gwlogs decrypt encrypted.ndjson --key protected.pem --out typed.ndjson'
            script --quiet --return --command "$line" /dev/null < typed > screen &
            exec 3> typed
            until grep -q 'Passphrase of protected.pem: ' screen || ! kill -0 $!; do sleep 0.05; done
            printf '{{LogpushSample.Passphrase}}X\177\r' >&3
            wait $!; code=$?; cat screen; exit $code
            """);

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Error);
        Assert.That(run.Output, Does.Contain("Passphrase of protected.pem: ").And.Not.Contain("corr").And.Not.Contain("horse"));
        Assert.That(await File.ReadAllTextAsync(_folder.GetPath("typed.ndjson")), Is.EqualTo(_decrypted));
    }

    [TestCase("encrypted.ndjson --key nothing.pem", "--key: Could not find file '*nothing.pem'. Specify a PEM file that the current user can read.")]
    [TestCase("encrypted.ndjson --key public.pem", "--key: public.pem is not an RSA private key in PEM form. Convert it with: openssl *")]
    [TestCase("encrypted.ndjson --key expected.ndjson", "--key: expected.ndjson is not an RSA private key in PEM form. Convert it with: *")]
    [TestCase("encrypted.ndjson --key protected.pem", "--key: protected.pem requires a passphrase, and there is no terminal to type it on. Set *")]
    [TestCase("nothing.gz --key private.pem", "nothing.gz does not exist. Specify files or folders of Logpush, or - for standard input.")]
    [TestCase("public.pem --key a --out public.pem", "--out public.pem is one of the files to decrypt, or in one of their folders. Specify another folder.")]
    [TestCase(". --key private.pem --out x/y", "--out x/y is one of the files to decrypt, or in one of their folders. Specify another folder.")]
    public async Task An_unusable_argument_is_a_usage_error(string arguments, string message)
    {
        var run = await RunAsync($"gwlogs decrypt {arguments}");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Match($"^gwlogs: {Regex.Escape(message).Replace(@"\*", ".*", StringComparison.Ordinal)}\n$"));
    }

    [Test]
    public async Task A_wrong_passphrase_is_reported_without_it()
    {
        var run = await RunAsync("export GWLOGS_KEY_PASSPHRASE=canary; gwlogs decrypt encrypted.ndjson --key protected.pem");

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Is.EqualTo(
            "gwlogs: --key: protected.pem cannot be decrypted with this passphrase, or is not an RSA private key. Set or type the passphrase again.\n"));
    }

    private Task<ToolRun> RunAsync(string line) => CliRunner.LineAsync(CliRunner.GetEnvironment(null), _folder.Path, line);
}

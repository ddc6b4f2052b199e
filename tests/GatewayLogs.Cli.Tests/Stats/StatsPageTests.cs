using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace GatewayLogs.Tests;

/// <summary>Opens the page of <c>gwlogs stats --html</c> in a browser.</summary>
public partial class StatsPageTests
{
    private static readonly string? s_chromium = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private TemporaryFolder _folder = null!;

    private string Page => _folder.GetPath("stats.html");

    [GeneratedRegex("<rect [^>]*><title>([^<]+)</title></rect>")]
    private static partial Regex Bar { get; }

    [GeneratedRegex("https?:|src=|href=|url\\(|@import|<script", RegexOptions.IgnoreCase)]
    private static partial Regex Reference { get; }

    [OneTimeSetUp]
    public async Task Write()
    {
        _folder = new TemporaryFolder();
        var run = await CliRunner.RunAsync(null, "stats", "--emulator", "--html", Page);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((0, "")));
    }

    [OneTimeTearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task It_is_self_contained() =>
        Assert.That(Reference.Matches(await File.ReadAllTextAsync(Page)).Select(match => match.Value), Is.Empty);

    [Test]
    public async Task It_says_that_each_log_is_one_attempt() => Assert.That(await File.ReadAllTextAsync(Page), Does.Contain("<p>Each log is one attempt: "));

    [Test]
    public async Task Its_policy_allows_nothing_but_its_style_sheet()
    {
        var page = await File.ReadAllTextAsync(Page);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.That(page, Does.Contain(
            $"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">"""));
    }

    [Test]
    public async Task A_browser_shows_its_charts()
    {
        var dom = await BrowseAsync("--dump-dom");

        Assert.That(dom, Does.Contain("<dd id=\"total-calls\">200</dd>").And.Contain("<dd id=\"total-cost\" title=\"0.2945686538262123962\">0.294569</dd>"));
        Assert.That(Bar.Matches(dom).Select(bar => bar.Groups[1].Value).ToList(),
            Has.Count.GreaterThan(50).And.Some.Match("^2026-10-\\d\\d, gpt-4o: 0\\.00\\d+ \\$$"));
        foreach (var (chart, series) in new[] { ("cost", "gpt-4o claude-sonnet-4-5"), ("latency", "p50 p95 p99"), ("rates", "errors cache") })
        {
            var figure = dom[dom.IndexOf($"<figure id=\"{chart}\">", StringComparison.Ordinal)..];
            figure = figure[..figure.IndexOf("</figure>", StringComparison.Ordinal)];
            Assert.That(series.Split(' '), Has.All.Matches<string>(name => figure.Contains($"</span>{name}", StringComparison.Ordinal)), chart);
        }

        Assert.That(dom, Does.Contain("<caption>team</caption>").And.Contain("<td>plateforme-é</td>"));
    }

    [Test]
    public async Task It_follows_the_preferred_color_scheme()
    {
        var (light, dark) = (await PaintAsync(dark: false), await PaintAsync(dark: true));

        // A screenshot of an empty page has about five thousand bytes.
        Assert.That(Math.Min(light.Length, dark.Length), Is.GreaterThan(60_000));
        Assert.That(dark, Is.Not.EqualTo(light));
        Assert.That(await PaintAsync(dark: false), Is.EqualTo(light), "Screenshots are not reproducible, so the comparison is not conclusive.");
    }

    private async Task<byte[]> PaintAsync(bool dark)
    {
        var screenshot = _folder.GetPath("stats.png");
        await BrowseAsync($"--screenshot={screenshot}", "--window-size=1000,2000", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}");
        return await File.ReadAllBytesAsync(screenshot);
    }

    private async Task<string> BrowseAsync(params string[] arguments)
    {
        if (s_chromium is null)
        {
            Assert.Ignore("Chromium is not installed. Install the Debian package chromium.");
        }

        var run = await ToolRun.StartAsync(
            s_chromium!,
            AppContext.BaseDirectory,
            ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--user-data-dir={_folder.GetPath("profile")}",
                .. arguments, new Uri(Page).AbsoluteUri]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run.Output;
    }
}

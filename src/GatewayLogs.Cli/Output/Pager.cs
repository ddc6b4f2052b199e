using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using GatewayLogs.Cli.Progress;

namespace GatewayLogs.Cli.Output;

/// <summary>Shows text in the program that <c>PAGER</c> names, or in less.</summary>
internal static class Pager
{
    private const int NotFound = 127;

    /// <summary>Gets the command; null if there is none, or it would only copy the text.</summary>
    private static string? Command =>
        (Environment.GetEnvironmentVariable("PAGER") ?? (OperatingSystem.IsWindows() ? "" : "less")).Trim() is { Length: > 0 } command and not "cat"
        ? command
        : null;

    /// <summary>Shows the text, and waits until the user closes the pager.</summary>
    /// <returns>Whether the text was shown; false if there is no pager.</returns>
    public static async Task<bool> ShowAsync(string text)
    {
        if (Command is not { } command)
        {
            return false;
        }

        var (shell, option) = OperatingSystem.IsWindows() ? ("cmd.exe", "/c") : ("/bin/sh", "-c");
        var start = new ProcessStartInfo(shell, [option, command]) { RedirectStandardInput = true, StandardInputEncoding = new UTF8Encoding(false) };
        using var paused = LiveLine.Pause();
        start.Environment.TryAdd("LESS", "FRX"); // Shows bold text, and leaves the text on the screen.
        try
        {
            using var pager = Process.Start(start)!;
            await WriteAsync(pager, text);

            // A signal of the terminal arrives at the pager, too. It restores the terminal before it exits.
            await pager.WaitForExitAsync(CancellationToken.None);
            return pager.ExitCode != NotFound;
        }
        catch (Win32Exception)
        {
            return false; // There is no shell.
        }
    }

    private static async Task WriteAsync(Process pager, string text)
    {
        try
        {
            await pager.StandardInput.WriteAsync(text);
            pager.StandardInput.Close();
        }
        catch (IOException)
        {
            // The user closed the pager before it had read everything.
        }
    }
}

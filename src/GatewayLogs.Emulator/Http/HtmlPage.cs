using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace GatewayLogs.Emulator.Http;

/// <summary>What the edge in front of the service says when it does not speak JSON.</summary>
internal static class HtmlPage
{
    public const string ContentType = "text/html; charset=UTF-8";

    /// <summary>The page for a status.</summary>
    public static byte[] Of(int status) => Encoding.UTF8.GetBytes(
        $"""
        <!DOCTYPE html>
        <html lang="en-US">
        <head><title>{status} {ReasonPhrases.GetReasonPhrase(status)}</title></head>
        <body><h1>Error {status}</h1><p>This page comes from the edge, not from the service behind it.</p></body>
        </html>

        """);
}

using System.Text.RegularExpressions;

namespace GatewayLogs.Cli.Files;

/// <summary>Parses the path of a file or folder that a command writes.</summary>
internal static partial class PathArgument
{
    /// <summary>Returns the path, with the home folder for <c>~/</c>, which shells do not expand after an equals sign.</summary>
    /// <param name="name">The name of the option, for error messages.</param>
    /// <param name="text">The value of the option; null for none.</param>
    /// <param name="alternative">What to use instead of standard output, for error messages.</param>
    /// <exception cref="FormatException">The path is standard output, the home folder of another user, or a device of Windows.</exception>
    public static string? Parse(string name, string? text, string alternative) => Parse(name, text, alternative, OperatingSystem.IsWindows());

    internal static string? Parse(string name, string? text, string alternative, bool isWindows) => text switch
    {
        "-" => throw new FormatException(
            $"{name} - would be standard output, which is not supported. {alternative} For a file with the name -, use {name} ./-"),
        "~" or ['~', '/', ..] => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..],
        ['~', ..] => throw new FormatException(
            $"{name}: the shell did not expand '{text}'. Specify the path of the home folder. For a file with this name, use {name} ./{text}"),
        not null when isWindows && WindowsDevice.IsMatch(Path.GetFileName(text)) => throw new FormatException(
            $"{name} {text}: Windows reserves this name for a device. {alternative} For a file, specify another name."),
        _ => text,
    };

    [GeneratedRegex(
        @"^(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9]|CONIN\$|CONOUT\$)\ *(\..*)?\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WindowsDevice { get; }
}

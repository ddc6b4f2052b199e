namespace GatewayLogs.Cli.Files;

/// <summary>Parses the path of a file or folder that a command writes.</summary>
internal static class PathArgument
{
    /// <summary>Returns the path, with the home folder for <c>~/</c>, which shells do not expand after an equals sign.</summary>
    /// <param name="name">The name of the option, for error messages.</param>
    /// <param name="text">The value of the option; null for none.</param>
    /// <param name="alternative">What to use instead of standard output, for error messages.</param>
    /// <exception cref="FormatException">The path is standard output, or the home folder of another user.</exception>
    public static string? Parse(string name, string? text, string alternative) => text switch
    {
        "-" => throw new FormatException(
            $"{name} - would be standard output, which is not supported. {alternative} For a file with the name -, use {name} ./-"),
        "~" or ['~', '/', ..] => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + text[1..],
        ['~', ..] => throw new FormatException(
            $"{name}: the shell did not expand '{text}'. Specify the path of the home folder. For a file with this name, use {name} ./{text}"),
        _ => text,
    };
}

using System.Buffers;

namespace GatewayLogs;

/// <summary>Refuses ids that would address another endpoint, or are sure not to be ids.</summary>
internal static class PathSegment
{
    /// <summary>The percent sign stands for every encoded dot and separator: no id has one, and an encoded id would be encoded twice.</summary>
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\%?#");

    /// <summary>Gives the id back, or says what is wrong with it without repeating it.</summary>
    public static string Require(string id, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        var problem = id switch
        {
            "" => "is empty",
            "." or ".." => "consists of dots, which address another endpoint",
            _ when string.IsNullOrWhiteSpace(id) => "is blank",
            _ when id.AsSpan().IndexOfAny(s_forbidden) >= 0 => "contains one of / \\ % ? #",
            _ when id.Any(char.IsControl) => "contains a control character",
            _ when !SurrogatePairs.AreWhole(id) => "contains half of a surrogate pair",
            _ => null,
        };

        return problem is null
            ? id
            : throw new ArgumentException(
                $"The id {problem}. Give the id of a log as it is listed, such as 01J5ZC0G4QK6R8T9V2W3X4Y5Z6. Nothing was sent.", parameterName);
    }
}

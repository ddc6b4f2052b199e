using System.Buffers;

namespace GatewayLogs;

/// <summary>Rejects ids that would change the request URL or cannot be valid ids.</summary>
internal static class PathSegment
{
    /// <summary>
    /// Characters that separate parts of a URL, and the percent sign: encoding an id that is already encoded would encode it twice.
    /// </summary>
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create("/\\%?#");

    /// <summary>Returns the id, or throws. The message describes the problem but does not contain the id.</summary>
    public static string Require(string id, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(id, parameterName);
        var problem = id switch
        {
            "" => "is empty",
            "." or ".." => "consists of dots, which changes the path of the request",
            _ when string.IsNullOrWhiteSpace(id) => "is blank",
            _ when id.AsSpan().IndexOfAny(s_forbidden) >= 0 => "contains one of the characters / \\ % ? #",
            _ when id.Any(char.IsControl) => "contains a control character",
            _ when !SurrogatePairs.AreValid(id) => "contains an unpaired surrogate",
            _ => null,
        };

        return problem is null
            ? id
            : throw new ArgumentException(
                $"The id {problem}. No request was sent. Pass the id of a log exactly as the service lists it, such as "
                + "01J5ZC0G4QK6R8T9V2W3X4Y5Z6.",
                parameterName);
    }
}

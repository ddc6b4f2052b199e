using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace GatewayLogs;

/// <summary>The headers of an answer and of its body, whatever the case of their names. One is found where it arrived; only who wants all of them pays for a table.</summary>
internal sealed class AnswerHeaders(HttpResponseMessage response) : IReadOnlyDictionary<string, IEnumerable<string>>
{
    private readonly HttpResponseHeaders _ofAnswer = response.Headers;

    private readonly HttpContentHeaders _ofBody = response.Content.Headers;

    public IEnumerable<string> Keys => All.Keys;

    public IEnumerable<IEnumerable<string>> Values => All.Values;

    public int Count => All.Count;

    [field: MaybeNull]
    private Dictionary<string, IEnumerable<string>> All => field ??= ((IEnumerable<KeyValuePair<string, HeaderStringValues>>)[.. _ofAnswer.NonValidated, .. _ofBody.NonValidated])
        .ToDictionary(header => header.Key, IEnumerable<string> (header) => [.. header.Value], StringComparer.OrdinalIgnoreCase);

    public IEnumerable<string> this[string key] => All[key];

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out IEnumerable<string> value)
    {
        var isThere = _ofAnswer.NonValidated.TryGetValues(key, out var values) || _ofBody.NonValidated.TryGetValues(key, out values);
        value = isThere ? [.. values] : null;
        return isThere;
    }

    public IEnumerator<KeyValuePair<string, IEnumerable<string>>> GetEnumerator() => All.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

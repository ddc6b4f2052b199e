using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GatewayLogs.Benchmarks.Serving;

/// <summary>What a request asks for: a page of the rows between two times, both exclusive.</summary>
internal readonly record struct PageRequest(int Page, int PerPage, long After, long Before)
{
    private const string Filters = "filters=";

    /// <summary>Reads the first line of a request, or says what of it the server does not know; a client must not walk on by mistake.</summary>
    /// <exception cref="FormatException">It asks for something else.</exception>
    public static PageRequest Parse(ReadOnlySpan<byte> line)
    {
        var target = Encoding.ASCII.GetString(line);
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var end = target.LastIndexOf(' ');
        if (!target.StartsWith("GET ", StringComparison.Ordinal) || question < 0 || end < question || !target.AsSpan(0, question).EndsWith("/logs"))
        {
            throw new FormatException($"The server answers GET …/logs?…, not: {target}");
        }

        var asked = new PageRequest(1, 20, long.MinValue, long.MaxValue);
        foreach (var range in target.AsSpan(question + 1, end - question - 1).Split('&'))
        {
            asked = asked.With(target.AsSpan(question + 1, end - question - 1)[range]);
        }

        return asked;
    }

    private PageRequest With(ReadOnlySpan<char> parameter) => parameter switch
    {
        _ when parameter.StartsWith("page=") => this with { Page = int.Parse(parameter["page=".Length..], CultureInfo.InvariantCulture) },
        _ when parameter.StartsWith("per_page=") => this with { PerPage = int.Parse(parameter["per_page=".Length..], CultureInfo.InvariantCulture) },
        _ when parameter.StartsWith(Filters) => WithFilters(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(parameter[Filters.Length..]))),
        "order_by=created_at" or "order_by_direction=asc" => this,
        _ => throw new FormatException($"The server does not know the parameter {parameter}."),
    };

    private PageRequest WithFilters(ReadOnlySpan<byte> filters)
    {
        var json = new Utf8JsonReader(filters);
        var asked = this;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            asked = asked.WithFilter(ref json);
        }

        return asked;
    }

    private PageRequest WithFilter(ref Utf8JsonReader json)
    {
        string? key = null, form = null;
        long? instant = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            if (json.TokenType == JsonTokenType.StartArray)
            {
                json.Read();
                instant = json.GetDateTimeOffset().ToUnixTimeMilliseconds();
                json.Read();
            }
            else
            {
                (key, form) = name == "key" ? (json.GetString(), form) : (key, json.GetString());
            }
        }

        return (key, form, instant) switch
        {
            ("created_at", "gt", { } after) => this with { After = Math.Max(After, after) },
            ("created_at", "lt", { } before) => this with { Before = Math.Min(Before, before) },
            _ => throw new FormatException($"The server filters by created_at lt and gt, not by {key} {form}."),
        };
    }
}

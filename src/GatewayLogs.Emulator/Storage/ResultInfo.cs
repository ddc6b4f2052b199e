using System.Text.Json;
using GatewayLogs.Emulator.Queries;
using Microsoft.Data.Sqlite;

namespace GatewayLogs.Emulator.Storage;

/// <summary>Writes the <c>result_info</c> of a list. Like the service's, it has no page count.</summary>
internal static class ResultInfo
{
    private static readonly (string Name, string Column)[] s_bounds =
    [
        ("cost", "cost_number"), ("duration", "duration"), ("tokens_in", "tokens_in"), ("tokens_out", "tokens_out"), ("total_tokens", "tokens"),
    ];

    private static readonly string s_selectBounds =
        $"SELECT {string.Join(", ", s_bounds.Select(bound => $"min({bound.Column}), max({bound.Column})"))} FROM ";

    /// <summary>Writes the member <c>result_info</c> of a page with <paramref name="count"/> rows.</summary>
    public static void Write(
        Utf8JsonWriter json, SqliteConnection connection, Visibility visibility, ListQuery query, int count, long? totalCount)
    {
        json.WriteStartObject("result_info");
        json.WriteNumber("count", count);
        json.WriteNumber("page", query.Page);
        json.WriteNumber("per_page", query.PerPage);
        if (totalCount is long total)
        {
            json.WriteNumber("total_count", total);
        }

        if (query.MetaInfo)
        {
            WriteBounds(json, connection, visibility, query.Conditions);
        }

        json.WriteEndObject();
    }

    /// <summary>Returns the query that counts rows.</summary>
    public static string CountSql(string rows, string where) => $"SELECT count(*) FROM {rows}{where}";

    /// <summary>Counts the matching rows of a snapshot.</summary>
    public static long Count(SqliteConnection connection, Visibility visibility, Conditions conditions)
    {
        using var command = LogDatabase.Command(connection, CountSql(visibility.CountedRows, conditions.Where));
        visibility.BindTo(command);
        conditions.BindTo(command);
        return (long)command.ExecuteScalar()!;
    }

    private static void WriteBounds(Utf8JsonWriter json, SqliteConnection connection, Visibility visibility, Conditions conditions)
    {
        using var command = LogDatabase.Command(connection, s_selectBounds + visibility.CountedRows + conditions.Where);
        visibility.BindTo(command);
        conditions.BindTo(command);
        using var bounds = command.ExecuteReader();
        bounds.Read();
        for (var index = 0; index < s_bounds.Length; index++)
        {
            WriteBound("min_" + s_bounds[index].Name, 2 * index);
            WriteBound("max_" + s_bounds[index].Name, (2 * index) + 1);
        }

        void WriteBound(string name, int ordinal)
        {
            if (bounds.IsDBNull(ordinal))
            {
                json.WriteNull(name);
            }
            else
            {
                json.WriteNumber(name, bounds.GetDouble(ordinal));
            }
        }
    }
}

using System.Text.Json;
using GatewayLogs.Benchmarks.Raw;

namespace GatewayLogs.Benchmarks.HandWritten;

/// <summary>Reads a page with one switch over the field names, as an optimized hand-written reader would.</summary>
/// <remarks>
/// Only two fields share both their length and their first letter. The reader is not tolerant: a field of an unexpected type fails the
/// page.
/// </remarks>
public static class LogPageReader
{
    /// <param name="utf8">The page.</param>
    /// <param name="texts">Deduplicates repeated strings; null creates a new string each time.</param>
    public static LogPage Read(ReadOnlySpan<byte> utf8, RepeatedTexts? texts)
    {
        var json = new Utf8JsonReader(utf8);
        var page = new LogPage();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("result"u8))
            {
                page.Result = ReadRows(ref json, texts);
            }
            else if (json.ValueTextEquals("result_info"u8))
            {
                page.ResultInfo = ReadInfo(ref json);
            }
            else if (json.ValueTextEquals("success"u8))
            {
                page.Success = LogRowReader.Boolean(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return page;
    }

    private static List<LogRow> ReadRows(ref Utf8JsonReader json, RepeatedTexts? texts)
    {
        List<LogRow> rows = [];
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.StartObject)
        {
            rows.Add(LogRowReader.Read(ref json, texts));
        }

        return rows;
    }

    private static LogPageInfo ReadInfo(ref Utf8JsonReader json)
    {
        var info = new LogPageInfo();
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("count"u8))
            {
                info.Count = LogRowReader.Int32(ref json);
            }
            else if (json.ValueTextEquals("page"u8))
            {
                info.Page = LogRowReader.Int32(ref json);
            }
            else if (json.ValueTextEquals("per_page"u8))
            {
                info.PerPage = LogRowReader.Int32(ref json);
            }
            else if (json.ValueTextEquals("total_count"u8))
            {
                info.TotalCount = LogRowReader.Int64(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        return info;
    }
}

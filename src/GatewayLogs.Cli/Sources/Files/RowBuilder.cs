using System.Buffers;
using System.Text.Json;
using GatewayLogs.Cli.Output;

namespace GatewayLogs.Cli.Sources.Files;

/// <summary>Builds the JSON of a row from cells, and parses it.</summary>
internal sealed class RowBuilder : IDisposable
{
    private readonly ArrayBufferWriter<byte> _json = new();

    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    private byte[] _members = [];

    public RowBuilder() => Writer = new Utf8JsonWriter(_json, LogJson.Options);

    /// <summary>Gets the writer of the members.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Starts a row with the fields that have no column, a JSON object, or nothing.</summary>
    /// <exception cref="JsonException">The other fields are not a JSON object.</exception>
    public void Start(ReadOnlySpan<byte> otherFields)
    {
        Writer.WriteStartObject();
        _others.Clear();
        _members = otherFields.ToArray();
        if (otherFields.IsEmpty)
        {
            return;
        }

        var reader = new Utf8JsonReader(otherFields, LogJson.ReaderOptions);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            _others.Add(reader.GetString()!);
            reader.Read();
            reader.Skip();
        }
    }

    /// <summary>Starts a member. Returns false if the other fields contain what the service sent for it.</summary>
    public bool TryStart(LogColumn column)
    {
        if (_others.Count > 0 && _others.Contains(column.Name))
        {
            return false;
        }

        Writer.WritePropertyName(column.JsonName);
        return true;
    }

    /// <summary>Ends and parses the row.</summary>
    /// <exception cref="JsonException">A cell is not valid JSON.</exception>
    public GatewayLog End()
    {
        if (_others.Count > 0)
        {
            using var others = JsonDocument.Parse(_members, new JsonDocumentOptions { MaxDepth = int.MaxValue });
            foreach (var member in others.RootElement.EnumerateObject())
            {
                member.WriteTo(Writer);
            }
        }

        Writer.WriteEndObject();
        Writer.Flush();
        return LogParser.Parse(_json.WrittenSpan);
    }

    /// <summary>Discards the row.</summary>
    public void Clear()
    {
        Writer.Reset();
        _json.ResetWrittenCount();
    }

    public void Dispose() => Writer.Dispose();
}

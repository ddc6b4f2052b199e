using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GatewayLogs.Json;

namespace GatewayLogs;

/// <summary>A cursor in an enumeration of all logs. Another enumeration can resume after it without missing or duplicating logs.</summary>
/// <remarks>
/// Persist the text that <see cref="ToString"/> returns. Several logs can have the same timestamp, so the cursor contains the ids of the
/// logs that were returned for the last one.
/// </remarks>
[System.Text.Json.Serialization.JsonConverter(typeof(GatewayLogCursorJsonConverter))]
[Newtonsoft.Json.JsonConverter(typeof(NewtonsoftCursorConverter))]
public sealed class GatewayLogCursor : IEquatable<GatewayLogCursor>
{
    /// <summary>Creates a cursor, for tests.</summary>
    /// <param name="direction">The direction of the enumeration.</param>
    /// <param name="createdAt">The timestamp of the last log that was returned, rounded down to milliseconds.</param>
    /// <param name="ids">The ids of the logs with this timestamp that were returned; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is empty or contains an empty id.</exception>
    public GatewayLogCursor(GatewayLogOrderDirection direction, DateTimeOffset createdAt, params IReadOnlyList<string> ids)
        : this(QueryRange.Require(direction, nameof(direction)), FilterValue.ToMilliseconds(createdAt), ids ?? [])
    {
        if (ids is not { Count: > 0 } || ids.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException(
                "The cursor has no id, or an empty one. Pass the ids of the logs that were returned for the timestamp.", nameof(ids));
        }
    }

    internal GatewayLogCursor(GatewayLogOrderDirection direction, long milliseconds, IEnumerable<string> ids)
    {
        Direction = direction;
        Milliseconds = milliseconds;
        Ids = [.. ids];
    }

    /// <summary>Gets the direction of the enumeration.</summary>
    public GatewayLogOrderDirection Direction { get; }

    /// <summary>Gets the timestamp of the last log that was returned, in milliseconds.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    internal long Milliseconds { get; }

    /// <summary>Gets the ids of the logs with this timestamp that were returned.</summary>
    internal IReadOnlyList<string> Ids { get; }

    /// <summary>Parses a cursor.</summary>
    /// <param name="text">
    /// The text that <see cref="ToString"/> returned. White space before and after it, such as a line end, is ignored.
    /// </param>
    /// <returns>The cursor.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is not a valid cursor.</exception>
    public static GatewayLogCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var cursor)
            ? cursor
            : throw new FormatException(
                "The text is not a valid cursor. Expected DIRECTION~TIMESTAMP~IDS, as in "
                + "asc~2026-08-05T08:01:32.561Z~01J4W6Z5QF3N8H2K7V9XBTCMRD, as ToString() returns it.");
    }

    /// <summary>Parses a cursor without throwing for invalid text.</summary>
    /// <param name="text">
    /// The text that <see cref="ToString"/> returned. White space before and after it, such as a line end, is ignored.
    /// </param>
    /// <param name="position">The cursor; null if <paramref name="text"/> is not a valid cursor.</param>
    /// <returns>Whether <paramref name="text"/> is a valid cursor.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out GatewayLogCursor? position)
    {
        position = null;
        if (text?.Trim().Split('~', 3) is not [var direction, var instant, { Length: > 0 } ids]
            || !WireName.TryParse<GatewayLogOrderDirection>(direction, out var parsed)
            || !DateTimeOffset.TryParseExact(
                instant, FilterValue.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var createdAt))
        {
            return false;
        }

        position = new GatewayLogCursor(parsed, createdAt.ToUnixTimeMilliseconds(), ids.Split(',').Select(Uri.UnescapeDataString));
        return true;
    }

    /// <summary>Returns the cursor as text that <see cref="Parse"/> accepts.</summary>
    /// <returns>For example <c>asc~2026-08-05T08:01:32.561Z~01J4W6Z5QF3N8H2K7V9XBTCMRD</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{WireName.GetName(Direction)}~{FilterValue.GetText(CreatedAt)}~{string.Join(',', Ids.Select(Uri.EscapeDataString))}");

    /// <inheritdoc/>
    public bool Equals(GatewayLogCursor? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GatewayLogCursor);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GatewayLogs.Json;

namespace GatewayLogs;

/// <summary>Where a walk over all logs stands: a later walk goes on behind it, without a gap and without a repetition.</summary>
/// <remarks>
/// Keep it as the text of <see cref="ToString"/>. Several logs can share one millisecond, so it holds the ids of those that the walk has
/// given of its last one, and nothing else of them.
/// </remarks>
[System.Text.Json.Serialization.JsonConverter(typeof(GatewayLogCursorJsonConverter))]
[Newtonsoft.Json.JsonConverter(typeof(NewtonsoftCursorConverter))]
public sealed class GatewayLogCursor : IEquatable<GatewayLogCursor>
{
    /// <summary>Creates a position, as a test of yours may need it.</summary>
    /// <param name="direction">The direction of the enumeration.</param>
    /// <param name="createdAt">The instant of the last log that was returned, finer parts than milliseconds cut off.</param>
    /// <param name="ids">The ids of the logs of that millisecond that were returned; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="ids"/> is empty or has an empty id.</exception>
    public GatewayLogCursor(GatewayLogOrderDirection direction, DateTimeOffset createdAt, params IReadOnlyList<string> ids)
        : this(QueryRange.Require(direction, nameof(direction)), FilterValue.ToMilliseconds(createdAt), ids ?? [])
    {
        if (ids is not { Count: > 0 } || ids.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException("A position has the id of at least one log, and no id is empty.", nameof(ids));
        }
    }

    internal GatewayLogCursor(GatewayLogOrderDirection direction, long milliseconds, IEnumerable<string> ids)
    {
        Direction = direction;
        Milliseconds = milliseconds;
        Ids = [.. ids];
    }

    /// <summary>The direction of the walk.</summary>
    public GatewayLogOrderDirection Direction { get; }

    /// <summary>The millisecond of the last log that the walk has given.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    internal long Milliseconds { get; }

    /// <summary>The logs of that millisecond which the walk has given.</summary>
    internal IReadOnlyList<string> Ids { get; }

    /// <summary>Reads a position back.</summary>
    /// <param name="text">What <see cref="ToString"/> returned; white space around it, such as a line end, is ignored.</param>
    /// <returns>The position.</returns>
    /// <exception cref="FormatException"><paramref name="text"/> is no position.</exception>
    public static GatewayLogCursor Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var position)
            ? position
            : throw new FormatException("A position has the form DIRECTION~INSTANT~IDS, as in asc~2026-08-05T08:01:32.561Z~01J4W6Z5QF3N8H2K7V9XBTCMRD. Give back what ToString() gave.");
    }

    /// <summary>Reads a position back, if it is one.</summary>
    /// <param name="text">What <see cref="ToString"/> returned; white space around it, such as a line end, is ignored.</param>
    /// <param name="position">The position; null when <paramref name="text"/> is none.</param>
    /// <returns>Whether it is a position.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out GatewayLogCursor? position)
    {
        position = null;
        if (text?.Trim().Split('~', 3) is not [var direction, var instant, { Length: > 0 } ids]
            || !WireName.TryParse<GatewayLogOrderDirection>(direction, out var parsed)
            || !DateTimeOffset.TryParseExact(
                instant, InstantFormat.Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var createdAt))
        {
            return false;
        }

        position = new GatewayLogCursor(parsed, createdAt.ToUnixTimeMilliseconds(), ids.Split(',').Select(Uri.UnescapeDataString));
        return true;
    }

    /// <summary>Writes the position in a form that <see cref="Parse"/> reads.</summary>
    /// <returns>For example <c>asc~2026-08-05T08:01:32.561Z~01J4W6Z5QF3N8H2K7V9XBTCMRD</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{WireName.Of(Direction)}~{InstantFormat.GetText(CreatedAt)}~{string.Join(',', Ids.Select(Uri.EscapeDataString))}");

    /// <inheritdoc/>
    public bool Equals(GatewayLogCursor? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GatewayLogCursor);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}

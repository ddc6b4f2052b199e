using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>The requests that a deletion consists of.</summary>
/// <param name="ListAsync">Lists one page, and throws when a row contradicts the filters.</param>
/// <param name="ListAll">Enumerates all logs, oldest first, as pages.</param>
/// <param name="DeleteAsync">
/// Sends one deletion. If the second argument is false, it is not known that the service applies filters of this form to deletions, so the
/// request is not retried once it may have been executed.
/// </param>
/// <param name="GetEarliestUtcNow">Gets the earlier of this machine's time and the service's.</param>
/// <param name="IsProvenById">
/// Whether an earlier deletion of this client has shown that the service deletes the log that a single id names, and no other.
/// </param>
/// <param name="Time">The clock to wait by.</param>
internal sealed record DeleteRequests(
    Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> ListAsync,
    Func<GatewayLogQuery, CancellationToken, IAsyncEnumerable<GatewayLogPage>> ListAll,
    Func<GatewayLogDeleteQuery, bool, CancellationToken, Task<GatewayLogsResponse<DeleteGatewayLogsEnvelope>>> DeleteAsync,
    Func<DateTimeOffset> GetEarliestUtcNow,
    StrongBox<bool> IsProvenById,
    TimeProvider Time);

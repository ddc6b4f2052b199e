using System.Runtime.CompilerServices;

namespace GatewayLogs;

/// <summary>The requests that a deletion sends, and the state it shares with other deletions of the client.</summary>
/// <param name="ListAsync">Lists one page. Throws if a row contradicts the filters.</param>
/// <param name="ListAll">Enumerates all logs in pages, oldest first.</param>
/// <param name="DeleteAsync">
/// Sends one deletion. If the second argument is false, the service is not known to apply filters of this form to deletions, so the request
/// is not retried once it may have been executed.
/// </param>
/// <param name="GetEarliestUtcNow">Gets the earlier of this machine's time and the service's.</param>
/// <param name="IsProvenById">
/// Whether an earlier deletion of this client has shown that the service deletes exactly the log that a filter on one id selects.
/// </param>
/// <param name="Time">The clock for delays.</param>
internal sealed record DeleteRequests(
    Func<GatewayLogQuery, CancellationToken, Task<GatewayLogPage>> ListAsync,
    Func<GatewayLogQuery, CancellationToken, IAsyncEnumerable<GatewayLogPage>> ListAll,
    Func<GatewayLogDeleteQuery, bool, CancellationToken, Task<GatewayLogsResponse<DeleteGatewayLogsEnvelope>>> DeleteAsync,
    Func<DateTimeOffset> GetEarliestUtcNow,
    StrongBox<bool> IsProvenById,
    TimeProvider Time);

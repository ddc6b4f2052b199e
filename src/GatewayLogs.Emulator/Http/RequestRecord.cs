namespace GatewayLogs.Emulator.Http;

/// <summary>The state of a request while it is processed.</summary>
internal sealed class RequestRecord(long number, DateTimeOffset at, string? operation, string method, string pathAndQuery)
{
    private volatile int _status;
    private volatile bool _executed;
    private volatile bool _isReplaced;
    private volatile string? _fault;

    /// <summary>
    /// Records the emulator's own response. Called before the first byte is sent, so that a client that has read the response finds it
    /// recorded.
    /// </summary>
    public void SetResponse(int status)
    {
        if (!_isReplaced)
        {
            _status = status;
            _executed = status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
        }
    }

    /// <summary>Records that a fault replaces the response from now on.</summary>
    public void SetResponseReplaced() => _isReplaced = true;

    /// <summary>Records the injected fault.</summary>
    public void SetFault(string fault) => _fault = fault;

    /// <summary>Returns the current state.</summary>
    public EmulatedRequest Snapshot() => new(number, at, operation, method, pathAndQuery, _status == 0 ? null : _status, _executed, _fault);
}

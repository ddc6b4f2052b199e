namespace GatewayLogs.Emulator.Http;

/// <summary>What is known of a request while it is handled.</summary>
internal sealed class RequestRecord(long number, DateTimeOffset at, string? operation, string method, string pathAndQuery)
{
    private volatile int _status;
    private volatile bool _executed;
    private volatile bool _isReplaced;
    private volatile string? _fault;

    /// <summary>Notes the service's answer, before a byte of it is sent: who has read the answer finds it noted.</summary>
    public void Answered(int status)
    {
        if (!_isReplaced)
        {
            _status = status;
            _executed = status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
        }
    }

    /// <summary>Notes that what is answered from now on is not the service's answer.</summary>
    public void SetResponseReplaced() => _isReplaced = true;

    /// <summary>Notes the fault that the request met.</summary>
    public void SetFault(string fault) => _fault = fault;

    /// <summary>What can be told of it now.</summary>
    public EmulatedRequest Snapshot() => new(number, at, operation, method, pathAndQuery, _status == 0 ? null : _status, _executed, _fault);
}

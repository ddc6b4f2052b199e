namespace GatewayLogs.Emulator.Http;

/// <summary>What is known of a request while it is handled.</summary>
internal sealed class SeenRequest(long number, DateTimeOffset at, string? operation, string method, string pathAndQuery)
{
    private volatile int _status;
    private volatile bool _executed;
    private volatile string? _fault;

    /// <summary>The service's own answer, in all but the bytes; a fault may have put another in its place.</summary>
    public int Status => _status;

    /// <summary>The operation that it is, or null.</summary>
    public string? Operation => operation;

    /// <summary>Notes the service's answer, before a byte of it is sent: who has read the answer finds it noted.</summary>
    public void Answered(int status)
    {
        _status = status;
        _executed |= status is >= StatusCodes.Status200OK and < StatusCodes.Status300MultipleChoices;
    }

    /// <summary>Notes the fault that the request met.</summary>
    public void Met(string fault) => _fault = fault;

    /// <summary>What can be told of it now.</summary>
    public EmulatedRequest Snapshot() => new(number, at, operation, method, pathAndQuery, _status == 0 ? null : _status, _executed, _fault);
}

namespace GatewayLogs.Cli.Export;

/// <summary>A row of an export: the log, and the requested bodies.</summary>
internal sealed record ExportRow(GatewayLog Log, ExportBody? Request = null, ExportBody? Response = null)
{
    /// <summary>Gets the bodies with the prefix of their fields.</summary>
    public IEnumerable<(string Prefix, ExportBody Body)> Bodies
    {
        get
        {
            if (Request is not null)
            {
                yield return ("request_body", Request);
            }

            if (Response is not null)
            {
                yield return ("response_body", Response);
            }
        }
    }
}

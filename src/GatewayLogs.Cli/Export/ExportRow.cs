namespace GatewayLogs.Cli.Export;

/// <summary>What is written of one log: its row, and the bodies that were asked for.</summary>
internal sealed record ExportRow(GatewayLog Log, ExportBody? Request = null, ExportBody? Response = null)
{
    /// <summary>The bodies with the prefix of their fields.</summary>
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

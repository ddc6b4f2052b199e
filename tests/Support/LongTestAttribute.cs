using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace GatewayLogs.Tests;

/// <summary>
/// Marks tests that publish, pack or build for minutes. <c>.ci/run</c> runs them; in <c>dotnet test</c> they are explicit: they run when a
/// filter names them.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class LongTestAttribute : NUnitAttribute, IApplyToTest
{
    public void ApplyToTest(Test test)
    {
        if (!Proof.IsGate && test.RunState == RunState.Runnable)
        {
            test.RunState = RunState.Explicit;
            test.Properties.Set(PropertyNames.SkipReason, "Takes minutes. Set GATEWAY_LOGS_GATE=1 to run it.");
        }
    }
}

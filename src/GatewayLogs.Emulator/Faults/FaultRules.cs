using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The fault rules of an emulator.</summary>
internal sealed class FaultRules
{
    private readonly Lock _lock = new();
    private List<Entry> _entries = [];

    /// <summary>Gets or sets the rules in the order in which they are evaluated.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Select(entry => entry.Rule)];
            }
        }

        set
        {
            Require(value);
            lock (_lock)
            {
                _entries = [.. value.Select(rule => new Entry(rule))];
            }
        }
    }

    /// <summary>Adds rules after the existing ones.</summary>
    public void Add(IReadOnlyList<FaultRule> rules)
    {
        Require(rules);
        lock (_lock)
        {
            _entries.AddRange(rules.Select(rule => new Entry(rule)));
        }
    }

    /// <summary>Returns the fault for a request of the operation: that of the first rule that matches.</summary>
    public Fault? Match(string operation)
    {
        lock (_lock)
        {
            // Every rule counts the request, including those after the first match.
            return _entries.Where(entry => entry.Matches(operation)).ToArray().FirstOrDefault()?.CountMatch();
        }
    }

    /// <exception cref="ArgumentException">A rule is invalid; the message contains the reason.</exception>
    public static void Require(IReadOnlyList<FaultRule> rules)
    {
        var problems = string.Join(' ', rules.SelectMany(rule => rule.Problems()));
        if (problems.Length > 0)
        {
            throw new ArgumentException(problems);
        }
    }

    private sealed class Entry(FaultRule rule)
    {
        private readonly SplitMix64 _random = new(rule.Seed);
        private int _requests;
        private int _matches;

        public FaultRule Rule => rule;

        public bool Matches(string operation)
        {
            if (rule.Operation is not null && rule.Operation != operation)
            {
                return false;
            }

            _requests++;
            var isSelected = (_random.Next() >> 11) * (1.0 / (1UL << 53)) < rule.Probability;
            return isSelected && (rule.Nth is null || rule.Nth == _requests) && (rule.Times is null || _matches < rule.Times);
        }

        public FaultRule CountMatch()
        {
            _matches++;
            return rule;
        }
    }
}

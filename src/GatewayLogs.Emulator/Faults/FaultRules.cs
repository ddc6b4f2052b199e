using GatewayLogs.Emulator.Seeding;

namespace GatewayLogs.Emulator.Faults;

/// <summary>The rules that faults come from.</summary>
internal sealed class FaultRules
{
    private readonly Lock _lock = new();
    private List<Entry> _entries = [];

    /// <summary>The rules, in the order they are asked in.</summary>
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

    /// <summary>Adds rules behind those that are there.</summary>
    public void Add(IReadOnlyList<FaultRule> rules)
    {
        Require(rules);
        lock (_lock)
        {
            _entries.AddRange(rules.Select(rule => new Entry(rule)));
        }
    }

    /// <summary>The fault that a request of the operation meets: that of the first rule that wants it.</summary>
    public Fault? Match(string operation)
    {
        lock (_lock)
        {
            // Every rule counts the request, also those behind the first that wants it.
            return _entries.Where(entry => entry.Wants(operation)).ToArray().FirstOrDefault()?.Take();
        }
    }

    /// <exception cref="ArgumentException">A rule cannot be; the message says why.</exception>
    public static void Require(IReadOnlyList<FaultRule> rules)
    {
        string problems = string.Join(' ', rules.SelectMany(rule => rule.Problems()));
        if (problems.Length > 0)
        {
            throw new ArgumentException(problems);
        }
    }

    private sealed class Entry(FaultRule rule)
    {
        private readonly SplitMix64 _random = new(rule.Seed);
        private int _asked;
        private int _met;

        public FaultRule Rule => rule;

        public bool Wants(string operation)
        {
            if (rule.Operation is not null && rule.Operation != operation)
            {
                return false;
            }

            _asked++;
            bool drawn = (_random.Next() >> 11) * (1.0 / (1UL << 53)) < rule.Probability;
            return drawn && (rule.Nth is null || rule.Nth == _asked) && (rule.Times is null || _met < rule.Times);
        }

        public FaultRule Take()
        {
            _met++;
            return rule;
        }
    }
}

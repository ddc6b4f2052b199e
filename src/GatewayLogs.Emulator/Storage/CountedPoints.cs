namespace GatewayLogs.Emulator.Storage;

/// <summary>Points in time, and how many of some rows lie before each, counted from a first point on.</summary>
internal sealed class CountedPoints
{
    /// <summary>Past this many, keeping them in order would cost more than counting anew.</summary>
    private const int Most = 4_096;

    private readonly Lock _gate = new();

    private readonly SortedList<long, long> _points;

    public CountedPoints(long first) => _points = new SortedList<long, long> { [first] = 0 };

    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                return _points.Count >= Most;
            }
        }
    }

    /// <summary>The known point that is nearest in time, on either side: the fewest rows are likely to lie between.</summary>
    public (long At, long Before) Nearest(long point)
    {
        lock (_gate)
        {
            var low = 0;
            for (var high = _points.Count; low < high;)
            {
                var middle = (low + high) / 2;
                (low, high) = _points.GetKeyAtIndex(middle) < point ? (middle + 1, high) : (low, middle);
            }

            var nearest = low == _points.Count || (low > 0 && Distance(low - 1, point) < Distance(low, point)) ? low - 1 : low;
            return (_points.GetKeyAtIndex(nearest), _points.GetValueAtIndex(nearest));
        }
    }

    public void Add(long point, long before)
    {
        lock (_gate)
        {
            _points[point] = before;
        }
    }

    // In floating point: the first point may be the beginning of all time.
    private double Distance(int index, long point) => Math.Abs((double)_points.GetKeyAtIndex(index) - point);
}

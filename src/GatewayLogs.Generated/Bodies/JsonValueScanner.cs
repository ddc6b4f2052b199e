using System.Buffers;

namespace GatewayLogs.Bodies;

/// <summary>Finds the end of one JSON value in bytes that arrive bit by bit, without keeping any of them.</summary>
internal sealed class JsonValueScanner
{
    private static readonly SearchValues<byte> s_endsOrEscapes = SearchValues.Create("\"\\"u8);

    private int _depth;
    private bool _hasBegun;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>Whether the value is over.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>How many of the next bytes belong to the value.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (!HasEnded && position < bytes.Length)
        {
            position += _isInString ? TakeText(bytes[position..]) : TakeOne(bytes[position]);
        }

        return position;
    }

    private int TakeText(ReadOnlySpan<byte> bytes)
    {
        if (_isEscaped)
        {
            _isEscaped = false;
            return 1;
        }

        var plain = bytes.IndexOfAny(s_endsOrEscapes);
        if (plain < 0)
        {
            return bytes.Length;
        }

        _isEscaped = bytes[plain] == (byte)'\\';
        _isInString = _isEscaped;
        HasEnded = !_isInString && _depth == 0;
        return plain + 1;
    }

    private int TakeOne(byte letter)
    {
        switch (letter)
        {
            case (byte)'"':
                _isInString = true;
                break;
            case (byte)'{' or (byte)'[':
                _depth++;
                break;
            case (byte)'}' or (byte)']' when _depth > 0:
                HasEnded = --_depth == 0;
                break;
            case (byte)'}' or (byte)']' or (byte)',' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' when _depth == 0:
                // A number or a literal ends before what follows it.
                HasEnded = _hasBegun;
                return HasEnded ? 0 : 1;
        }

        _hasBegun = true;
        return 1;
    }
}

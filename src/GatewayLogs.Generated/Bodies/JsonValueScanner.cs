using System.Buffers;

namespace GatewayLogs.Bodies;

/// <summary>Finds the end of a JSON value in bytes that arrive in chunks, without buffering them.</summary>
internal sealed class JsonValueScanner
{
    private static readonly SearchValues<byte> s_endsOrEscapes = SearchValues.Create("\"\\"u8);

    private int _depth;
    private bool _hasBegun;
    private bool _isInString;
    private bool _isEscaped;

    /// <summary>Gets whether the end of the value was found.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Scans the next chunk, and returns how many of its bytes belong to the value.</summary>
    public int Scan(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (!HasEnded && position < bytes.Length)
        {
            position += _isInString ? ScanString(bytes[position..]) : ScanByte(bytes[position]);
        }

        return position;
    }

    private int ScanString(ReadOnlySpan<byte> bytes)
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

    private int ScanByte(byte value)
    {
        switch (value)
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
                // Numbers and literals have no closing character; the next character ends them.
                HasEnded = _hasBegun;
                return HasEnded ? 0 : 1;
        }

        _hasBegun = true;
        return 1;
    }
}

// An empty .NET program, to measure its startup time.
return 0;

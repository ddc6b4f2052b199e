// The least that a .NET program can be: what a start of one costs.
return 0;

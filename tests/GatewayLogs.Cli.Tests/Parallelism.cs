// Most tests wait for a process. Fixtures run in parallel; the tests of a fixture share its emulator and run in order.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

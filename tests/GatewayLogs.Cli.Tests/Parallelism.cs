// Most tests wait for a process of their own. Those within a fixture share its emulator, and stay in order.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

// Fixtures that depend on state of the whole process (meters, environment variables, allocations) are [NonParallelizable].
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

// Every case creates its own service, client and clock.
[assembly: LevelOfParallelism(4)]

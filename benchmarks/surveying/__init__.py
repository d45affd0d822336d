"""What the benchmark of surveys runs, each in a process of its own."""

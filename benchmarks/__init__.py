"""What things cost, each against its alternative measured in the same run. Not tests: `python -m benchmarks.NAME`."""

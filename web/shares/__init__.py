"""The client's door: shared roadmaps, and nothing else."""

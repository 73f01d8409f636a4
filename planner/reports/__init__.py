"""A finished roadmap → bytes. No query, and no arithmetic beyond sums of what the roadmap holds."""

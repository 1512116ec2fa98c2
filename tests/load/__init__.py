"""Benchmarks: each figure beside its reference of the same run (`make bench`, docs/benchmarks.md)."""

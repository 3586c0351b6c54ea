"""`make bench`: every benchmark, each as a ratio against its rival in the same run, with the goal beside it."""

from tests.benchmarks import directory, facets, forms, letters, weight

for benchmark in (weight, forms, letters, directory, facets):
    benchmark.main()
    print()

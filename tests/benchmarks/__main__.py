"""`make bench`: every benchmark, each as a ratio against its rival in the same run, with the goal beside it."""

from tests.benchmarks import directory, facets, forms, letters, lighthouse, paint, search_weight, weight

for benchmark in (weight, paint, search_weight, facets, lighthouse, forms, letters, directory):
    benchmark.main()
    print()

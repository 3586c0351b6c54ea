"""A benchmark is run by hand and seldom: at least it must always start."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

from tests import benchmarks

MODULES = sorted(
    module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith(("test_", "__"))
)


@pytest.mark.parametrize("name", MODULES)
def test_every_benchmark_can_be_imported(name):
    import_module(f"{benchmarks.__name__}.{name}")

"""The facts, and the paper made from them, know nothing of the forms and the cases behind them."""

from __future__ import annotations

import ast

from tests.support.built_site import PROJECT


def test_nothing_in_services_directory_imports_the_backend():
    wrong = []
    for path in sorted((PROJECT / "services_directory").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            wrong += [f"{path.name}: {name}" for name in named if name.split(".")[0] == "forms_backend"]
    assert not wrong

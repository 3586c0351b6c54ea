"""The whole site, built once for these tests into a folder of their own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import jinja2
import pytest

from tests.support.built_site import PROJECT, build_site


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("build") / "site")


@pytest.fixture(scope="session")
def shells_dir(site_dir: Path) -> Path:
    return site_dir.parent / "shells"


@pytest.fixture
def templates(shells_dir: Path) -> jinja2.Environment:
    """The shells as the directory uses them: a name that nobody gave stops the page."""
    return jinja2.Environment(loader=jinja2.FileSystemLoader(shells_dir), autoescape=True, undefined=jinja2.StrictUndefined)


@pytest.fixture(scope="session")
def hook() -> ModuleType:
    """site/hook.py, which MkDocs loads by its path too."""
    spec = importlib.util.spec_from_file_location("portal_hook", PROJECT / "site" / "hook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module

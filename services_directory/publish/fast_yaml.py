"""The values of a record file, faster than `read_yaml` and never different.

A file of plain lines needs no parser (`plain_yaml`). For the others, the same C parser and the same rules for what a plain word means; only the two steps that PyYAML does in Python for every
value, resolving and constructing, are shorter. Anything out of the ordinary (anchors, tags, merge keys, a key that is not
words or comes twice) is left to `read_yaml`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from services_directory.publish.plain_yaml import NOT_PLAIN, read_plain
from services_directory.yaml_files import read_yaml

_STR, _MAP, _SEQ = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
_Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN_WORDS = _Base.yaml_implicit_resolvers
_BY_CONSTRUCTOR = frozenset({f"tag:yaml.org,2002:{name}" for name in ("bool", "int", "float", "null", "timestamp")})


_MORE_THAN_A_RECORD = 65_536


class _Unusual(Exception):
    """Something for `read_yaml`."""


class _FastLoader(_Base):
    def resolve(self, kind: type[yaml.Node], value: str, implicit: tuple[bool, bool]) -> str:
        """What a value is. As yaml.resolver, without the path resolvers that nobody here registers."""
        if kind is not yaml.ScalarNode:
            return _MAP if kind is yaml.MappingNode else _SEQ
        if implicit[0]:
            for tag, pattern in _PLAIN_WORDS.get(value[:1], ()):
                if pattern.match(value):
                    return tag
        return _STR


def fast_read_yaml(path: Path | str) -> Any:
    """What `read_yaml(path)` gives, or raises."""
    text = _text_of(path)
    if text is None:
        return read_yaml(Path(path))
    if (plain := read_plain(text)) is not NOT_PLAIN:
        return plain
    loader = _FastLoader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None
        return _value(node, loader, set())
    except (_Unusual, yaml.YAMLError):
        return read_yaml(Path(path))
    finally:
        loader.dispose()


def _text_of(path: Path | str) -> str | None:
    """The text of a small file whose lines end as ours do; None for any other. In as few calls as the system allows."""
    handle = os.open(path, os.O_RDONLY)
    try:
        content = os.read(handle, _MORE_THAN_A_RECORD)
    finally:
        os.close(handle)
    return None if len(content) == _MORE_THAN_A_RECORD or b"\r" in content else content.decode("utf-8")


def _value(node: yaml.Node, loader: _FastLoader, seen: set[int]) -> Any:
    tag = node.tag
    if tag == _STR:
        return node.value
    if tag in _BY_CONSTRUCTOR:
        return loader.construct_object(node)
    if id(node) in seen:
        raise _Unusual  # an alias: one node in two places
    seen.add(id(node))
    if tag == _SEQ:
        return [_value(item, loader, seen) for item in node.value]
    if tag == _MAP:
        return _mapping(node, loader, seen)
    raise _Unusual


def _mapping(node: yaml.MappingNode, loader: _FastLoader, seen: set[int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in node.value:
        if key.tag != _STR or key.value in found:
            raise _Unusual
        found[key.value] = _value(value, loader, seen)
    return found

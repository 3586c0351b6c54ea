"""The OpenAPI description of the feed's addresses, made from our model."""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired, Required, get_args, get_origin

from services_directory.publish.open_referral import FEED, model
from services_directory.publish.open_referral.model import FORMATS

LISTS = {
    "services": (model.Service, "service"),
    "taxonomies": (model.Taxonomy, "taxonomy"),
    "taxonomy_terms": (model.TaxonomyTerm, "taxonomy term"),
    "service_at_locations": (model.ServiceAtLocation, "service at a location"),
    "organizations": (model.Organization, "organization"),
}


def description() -> dict[str, Any]:
    """OpenAPI 3.1: the nine addresses of the national standard, and HSDS's own two for organizations."""
    schemas: dict[str, Any] = {}
    _schema(model.About, schemas)
    paths: dict[str, Any] = {"/": {"get": _get("about", "What this feed is", _reference("About"))}}
    for name, (kind, words) in LISTS.items():
        _schema(kind, schemas)
        paths[f"/{name}"] = {"get": _list(name, kind.__name__, words)}
        paths[f"/{name}/{{id}}"] = {"get": _one(name, kind.__name__, words)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Help after crime in Cambridgeshire and Peterborough: Open Referral UK feed",
            "version": "3.0",
            "description": (
                "Plain files. Where no web server maps these addresses, `/services` is `/services.json`, `/services?page=2` is "
                "`/services-2.json`, and `/services/ID` is `/services/ID.json`. Searching and other page sizes are not offered."
            ),
        },
        "servers": [{"url": f"/{FEED}"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _list(name: str, kind: str, words: str) -> dict[str, Any]:
    page = {
        "name": "page",
        "in": "query",
        "required": False,
        "description": "Which page of 50. The first is 1.",
        "schema": {"type": "integer", "minimum": 1},
    }
    counts = {key: {"type": "integer", "minimum": 0} for key in ("total_items", "total_pages", "page_number", "size")}
    flags = {key: {"type": "boolean"} for key in ("first_page", "last_page", "empty")}
    contents = {"type": "array", "items": _reference(kind)}
    properties = {**counts, **flags, "contents": contents}
    answer = {"type": "object", "properties": properties, "required": list(properties)}
    return _get(f"list_{name}", f"Every {words}, in pages", answer, [page])


def _one(name: str, kind: str, words: str) -> dict[str, Any]:
    identifier = {
        "name": "id",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": f"^{FORMATS['uuid'].pattern}$"},
    }
    return _get(f"one_{name}", f"One {words}, with all that belongs to it", _reference(kind), [identifier])


def _get(operation: str, summary: str, answer: dict[str, Any], parameters: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    found = {"description": summary, "content": {"application/json": {"schema": answer}}}
    said = {"operationId": operation, "summary": summary, "responses": {"200": found}}
    if not parameters:
        return said
    said["responses"]["404"] = {"description": "There is no such thing, or no such page.", "content": {"text/html": {}}}
    return {**said, "parameters": parameters}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _schema(kind: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a kind of the model; each object is put into `schemas` once and named."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Required, NotRequired):
        return _schema(arguments[0], schemas)
    if origin is Annotated:
        return {"type": "string", "format": {"day": "date"}.get(arguments[1], arguments[1])}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is list:
        return {"type": "array", "minItems": 1, "items": _schema(arguments[0], schemas)}
    if hasattr(kind, "__required_keys__"):
        if kind.__name__ not in schemas:
            schemas[kind.__name__] = {}
            schemas[kind.__name__] |= {
                "type": "object",
                "properties": {key: _schema(inner, schemas) for key, inner in model.fields_of(kind).items()},
                "required": sorted(kind.__required_keys__),
                "additionalProperties": False,
            }
        return _reference(kind.__name__)
    return {str: {"type": "string", "minLength": 1}, int: {"type": "integer"}, bool: {"type": "boolean"}}[kind]

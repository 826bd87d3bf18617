"""Help: what the pages are, the keys, and the addresses for programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from selon.web.viewer import Content, View

router = APIRouter()
ENDINGS = (".json", ".csv")


@router.get("/help", response_class=Response, summary="Help",
            responses={200: {"content": {"text/html": {}}, "description": "Help"}})
def help_page(view: View) -> Response:
    """What the marks and words mean, and which keys there are."""
    return view.page("help.html.j2", Content(view.words("help.title")))


@router.get("/docs", response_class=Response, summary="The addresses for programs",
            responses={200: {"content": {"text/html": {}}, "description": "The addresses"}})
def docs_page(view: View) -> Response:
    """Every address with its parameters, made from /openapi.json."""
    schema = view.request.app.openapi()
    models = schema.get("components", {}).get("schemas", {})
    found = [_address(path, method, told, models) for path, methods in schema["paths"].items()
             for method, told in methods.items()]
    addresses = [{**one, "twins": [path for path in _twins(one["path"]) if path in schema["paths"]]} for one in found
                 if not one["path"].endswith(ENDINGS)]
    return view.page("docs.html.j2", Content(view.words("docs.title"), {"addresses": addresses}))


def _twins(path: str) -> list[str]:
    base = "/overview" if path == "/" else path
    return [base + ending for ending in ENDINGS]


def _address(path: str, method: str, told: dict[str, Any], models: dict[str, Any]) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = list(told.get("requestBody", {}).get("content", {}).values())
    body: dict[str, Any] = bodies[0].get("schema", {}) if bodies else {}
    model: dict[str, Any] = models.get(str(body.get("$ref", "")).rsplit("/", 1)[-1], {})
    fields = [(name, one.get("description", ""), name in model.get("required", ()))
              for name, one in model.get("properties", {}).items()]
    asked = [(one["name"], one.get("description") or one["schema"].get("description", ""), one.get("required", False))
             for one in told.get("parameters", ())]
    return {"method": method.upper(), "path": path, "summary": told.get("summary", ""),
            "description": told.get("description", ""), "parameters": asked + fields}

"""The description of the API, for programs and for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from zhujian.gateway.answers import answer
from zhujian.gateway.api import description
from zhujian.gateway.problems import MEANINGS, problem
from zhujian.kernel.refusals import not_found
from zhujian.web.access import anyone, public

PLACES = {"query": "查询串", "path": "地址", "header": "请求头"}


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    del request
    return answer(description())


@public
def show_docs(request: HttpRequest) -> HttpResponse:
    """Show every operation on one page that needs no script."""
    document = description()
    shown = {"document": document, "groups": _groups(document), "meanings": MEANINGS}
    return render(request, "gateway/docs.html", shown)


@csrf_exempt
@anyone
def nothing_here(request: HttpRequest) -> HttpResponseBase:
    """Answer an address of the API that does not exist."""
    return problem(request, not_found("接口中没有这个地址，请查看 /api/v1/docs。"))


def _groups(document: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for address, operations in document["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(
                {
                    "address": address,
                    "method": method.upper(),
                    "summary": operation["summary"],
                    "needs_token": bool(operation.get("security")),
                    "parameters": [_parameter(one) for one in operation.get("parameters", [])],
                    "body": _body(operation, document),
                    "statuses": sorted(operation["responses"], key=int),
                }
            )
    return groups


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "place": PLACES[parameter["in"]],
        "is_required": parameter.get("required", False),
        "about": _about(parameter["schema"], parameter.get("description", "")),
    }


def _about(schema: dict[str, Any], description: str = "") -> str:
    """Return what a value must be, in words: description, choices, bounds, length."""
    parts = [schema, *schema.get("anyOf", [])]
    facts = [description or schema.get("description", "")]
    for part in parts:
        if "enum" in part:
            facts.append("、".join(map(str, part["enum"])))
        if "const" in part:
            facts.append(str(part["const"]))
        if "minimum" in part and "maximum" in part:
            facts.append(f"{part['minimum']:g} 至 {part['maximum']:g}")
        if "maxLength" in part:
            facts.append(f"最多 {part['maxLength']} 个字")
        if part.get("examples") and isinstance(part["examples"][0], str):
            facts.append(f"例如 {part['examples'][0]}")
    return "；".join(dict.fromkeys(fact for fact in facts if fact)) or "—"


def _body(operation: dict[str, Any], document: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of an operation's body."""
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] = content.get("application/json", {}).get("schema", {})
    references = [schema.get("$ref"), *(one.get("$ref") for one in schema.get("anyOf", []))]
    names = [reference.rsplit("/", 1)[-1] for reference in references if reference]
    fields: list[dict[str, Any]] = []
    for name in names:
        found = document["components"]["schemas"][name]
        required = set(found.get("required", []))
        fields += [
            {
                "name": key,
                "about": _about(value),
                "is_required": key in required,
            }
            for key, value in found.get("properties", {}).items()
        ]
    return fields

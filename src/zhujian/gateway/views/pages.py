"""The description of the API, for programs and for people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from zhujian.gateway.answers import answer
from zhujian.gateway.api import description
from zhujian.gateway.problems import problem
from zhujian.kernel.refusals import not_found
from zhujian.web.access import anyone, public


@public
def openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    del request
    return answer(description())


@public
def show_docs(request: HttpRequest) -> HttpResponse:
    """Show every operation on one page that needs no script."""
    document = description()
    return render(request, "gateway/docs.html", {"document": document, "groups": _groups(document)})


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
                    "parameters": operation.get("parameters", []),
                    "body": _body(operation, document),
                    "statuses": sorted(operation["responses"], key=int),
                }
            )
    return groups


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
                "description": value.get("description", ""),
                "is_required": key in required,
            }
            for key, value in found.get("properties", {}).items()
        ]
    return fields

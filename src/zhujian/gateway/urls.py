"""Addresses of the room: ninja's operations behind our doors, the description, the docs."""

from django.urls import URLPattern, URLResolver, path, re_path

from zhujian.gateway.addresses import operations
from zhujian.gateway.views.pages import nothing_here, openapi, show_docs

app_name = "gateway"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/docs", show_docs, name="docs"),
    *operations(),
    re_path(r"^api/v1(?:/.*)?$", nothing_here, name="nothing-here"),
]

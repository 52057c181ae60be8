"""Addresses of the room."""

from django.urls import URLPattern, URLResolver

app_name = "gateway"

urlpatterns: list[URLPattern | URLResolver] = []

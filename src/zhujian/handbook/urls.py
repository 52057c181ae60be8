"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.handbook import views

app_name = "handbook"

urlpatterns: list[URLPattern | URLResolver] = [
    path("items/<str:code>/guide.pdf", views.guide, name="guide"),
]

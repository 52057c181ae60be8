"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.ratings import views

app_name = "ratings"

urlpatterns: list[URLPattern | URLResolver] = [
    path("rate/<str:token>/", views.rate, name="rate"),
    path("ratings/", views.board, name="board"),
]

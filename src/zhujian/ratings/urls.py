"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.ratings.views import board, desk, rate

app_name = "ratings"

urlpatterns: list[URLPattern | URLResolver] = [
    path("rate/<str:token>/", rate.rate, name="rate"),
    path("ratings/", board.board, name="board"),
    path("desk/ratings/", desk.bad, name="bad"),
    path("desk/ratings/export/", desk.export, name="export-bad"),
]

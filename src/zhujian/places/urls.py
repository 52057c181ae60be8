"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from zhujian.places import views

app_name = "places"

urlpatterns: list[URLPattern | URLResolver] = [
    path("places/", views.list_places, name="list"),
    path("places/<slug:slug>/", views.show_place, name="place"),
    path("map/", views.show_map, name="map"),
]

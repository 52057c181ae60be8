"""Wiring of the room."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

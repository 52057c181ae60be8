"""Wiring of the room."""

from django.apps import AppConfig


class RatingsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.ratings"
    label = "ratings"
    default_auto_field = "django.db.models.BigAutoField"

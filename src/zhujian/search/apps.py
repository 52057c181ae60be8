"""Wiring of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

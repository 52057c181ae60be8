"""Wiring of the room."""

from django.apps import AppConfig


class WindowConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.window"
    label = "window"
    default_auto_field = "django.db.models.BigAutoField"

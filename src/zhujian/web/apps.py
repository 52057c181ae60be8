"""Wiring of the room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

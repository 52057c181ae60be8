"""Wiring of the room."""

from django.apps import AppConfig


class OpsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.ops"
    label = "ops"
    default_auto_field = "django.db.models.BigAutoField"

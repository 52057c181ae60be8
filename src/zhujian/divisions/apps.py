"""Wiring of the room."""

from django.apps import AppConfig


class DivisionsConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.divisions"
    label = "divisions"
    default_auto_field = "django.db.models.BigAutoField"

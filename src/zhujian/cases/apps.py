"""Wiring of the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

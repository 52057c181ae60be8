"""Wiring of the room."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"

"""Wiring of the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"

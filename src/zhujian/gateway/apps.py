"""Wiring of the room."""

from django.apps import AppConfig


class GatewayConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.gateway"
    label = "gateway"
    default_auto_field = "django.db.models.BigAutoField"

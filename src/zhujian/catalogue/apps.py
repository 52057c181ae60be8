"""Wiring of the room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

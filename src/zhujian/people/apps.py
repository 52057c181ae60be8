"""Wiring of the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

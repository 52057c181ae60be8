"""Wiring of the room."""

from django.apps import AppConfig


class PostroomConfig(AppConfig):
    """Registers what this room offers to the rooms below."""

    name = "zhujian.postroom"
    label = "postroom"
    default_auto_field = "django.db.models.BigAutoField"

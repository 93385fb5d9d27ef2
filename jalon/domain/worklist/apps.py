"""The worklist app."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """Only reads, but for the calendar addresses."""

    name = "jalon.domain.worklist"
    label = "worklist"

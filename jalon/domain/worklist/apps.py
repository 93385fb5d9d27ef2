"""The worklist app: no tables."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """Only reads."""

    name = "jalon.domain.worklist"
    label = "worklist"

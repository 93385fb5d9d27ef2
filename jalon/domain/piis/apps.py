"""The PIIS app."""

from django.apps import AppConfig


class PiisConfig(AppConfig):
    """Projects, the versions people sign, and what became of each commitment."""

    name = "jalon.domain.piis"
    label = "piis"

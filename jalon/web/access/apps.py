"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Sign-in, choice of centre and the gate in front of every page."""

    name = "jalon.web.access"
    label = "access"

"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """One file per person and centre."""

    name = "jalon.domain.people"
    label = "people"

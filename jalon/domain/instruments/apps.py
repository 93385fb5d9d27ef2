"""The instruments app."""

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Bilans and what is measured with them."""

    name = "jalon.domain.instruments"
    label = "instruments"

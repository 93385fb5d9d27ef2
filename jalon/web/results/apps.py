"""The pages of results."""

from django.apps import AppConfig


class ResultsPagesConfig(AppConfig):
    """Pages of results; the report of the grant leads to them."""

    name = "jalon.web.results"
    label = "results_pages"

"""Django's entry for the design system."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No model, no query: templates, static files, template tags, form fields."""

    name = "jalon.web.ui"
    label = "ui"
    verbose_name = "Jalon: pages"

    def ready(self) -> None:
        """Before any text is looked up."""
        from django.templatetags import i18n

        from jalon.web.ui import catalogues, sentences

        catalogues.merge()
        for name in ("translate", "trans"):
            i18n.register.tag(name, sentences.translate)

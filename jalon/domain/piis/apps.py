"""The PIIS app."""

from django.apps import AppConfig


class PiisConfig(AppConfig):
    """Projects, the versions people sign, and what became of each commitment."""

    name = "jalon.domain.piis"
    label = "piis"

    def ready(self) -> None:
        """The verbs of the journal, in words; and no file is closed over an open project."""
        from jalon.domain.audit.verbs import declare
        from jalon.domain.people.events import file_closing
        from jalon.domain.piis.closing import keep_open
        from jalon.domain.piis.verbs import VERBS

        file_closing.connect(keep_open, dispatch_uid="piis.keep_open")
        declare(VERBS)

"""The activation app."""

from django.apps import AppConfig


class ActivationConfig(AppConfig):
    """Trajectories of social activation, beside sanctions: neither knows the other."""

    name = "jalon.domain.activation"
    label = "activation"

    def ready(self) -> None:
        """The verbs of the journal, in words; and no file is closed over a running trajectory."""
        from jalon.domain.activation.closing import has_ended, keep_open
        from jalon.domain.activation.models import Trajectory
        from jalon.domain.activation.verbs import VERBS
        from jalon.domain.audit.verbs import declare
        from jalon.domain.instruments.events import way_ended
        from jalon.domain.people.events import file_closing
        from jalon.domain.people.told import tell

        tell("trajectories", Trajectory.to_tell)
        file_closing.connect(keep_open, dispatch_uid="activation.keep_open")
        way_ended.connect(has_ended, dispatch_uid="activation.has_ended")
        declare(VERBS)

"""What the domain says when it refuses: what happened, why, and what to do, in words a worker understands."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class DomainError(Exception):
    """A refusal meant for a person. `what` is a sentence; `why` and `what_to_do` complete it."""

    status = 409
    what: Text = _("Cet acte n’est pas possible.")
    why: Text = ""
    what_to_do: Text = ""

    def __init__(self, what: Text = "", why: Text = "", what_to_do: Text = "", *, field: str | None = None):
        self.what = what or type(self).what
        self.why = why or type(self).why
        self.what_to_do = what_to_do or type(self).what_to_do
        self.field = field
        super().__init__(self.what)

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.what, self.why, self.what_to_do) if part)


class NotAllowed(DomainError):
    """The actor has no right to this act on this object."""

    status = 403
    what = _("Vous n’avez pas le droit de faire ceci.")
    what_to_do = _("Demandez à votre coordinateur ou coordinatrice si vous pensez que c’est une erreur.")


class Conflict(DomainError):
    """Somebody else changed the same thing in the meantime."""

    what = _("Quelqu’un d’autre a modifié ceci entre-temps.")
    what_to_do = _("Relisez les deux textes, gardez ce qu’il faut, puis enregistrez de nouveau.")

    def __init__(self, *args: Text, theirs: object = None, **kwargs: str | None):
        self.theirs = theirs
        super().__init__(*args, **kwargs)


class InvalidInput(DomainError):
    """A value that cannot be accepted; `field` names where it was typed."""

    status = 400
    what = _("Cette valeur ne peut pas être enregistrée.")

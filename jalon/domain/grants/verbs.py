"""What a centre's acts on its grants are called in its journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {"grant.opened": _("Subside ouvert à la justification")}

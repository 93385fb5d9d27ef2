"""The journal's verbs about scenarios, in words."""

from django.utils.translation import gettext_lazy

VERBS = {"lab.kept": gettext_lazy("Scénario du laboratoire gardé")}

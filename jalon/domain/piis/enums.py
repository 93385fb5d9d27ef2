"""Words of a PIIS. Stored as text; the law says which kinds exist on which day (`jalon.law.piis`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kinds of PIIS, of today and of before 1 November 2016."""

    GENERAL = "general", _("général")
    STUDY = "study", _("études de plein exercice")
    EMPLOYMENT = "employment", _("emploi")
    TRAINING = "training", _("formation")
    SOCIAL = "social", _("social")


class State(models.TextChoices):
    """Where a PIIS stands."""

    DRAFT = "draft", _("en préparation")
    HANDED_OVER = "handed", _("remis, à signer")
    SIGNED = "signed", _("signé, attend le Conseil")
    RUNNING = "running", _("en cours")
    ENDED = "ended", _("terminé")
    REFUSED = "refused", _("refusé par le Conseil")
    WITHDRAWN = "withdrawn", _("abandonné")


class Act(models.TextChoices):
    """What may happen to a PIIS or to its amendment."""

    PREPARE = "prepare", _("préparer")
    HAND_OVER = "hand_over", _("remettre le texte")
    TAKE_BACK = "take_back", _("reprendre le texte")
    SIGN = "sign", _("signer")
    SIGN_LAST = "sign_last", _("signer en dernier")
    WITHDRAW = "withdraw", _("abandonner")
    APPROVE = "approve", _("approuver")
    REFUSE = "refuse", _("refuser")
    SEND_BACK = "send_back", _("renvoyer au travailleur")
    EVALUATE = "evaluate", _("évaluer")
    AMEND = "amend", _("modifier par avenant")
    EXTEND = "extend", _("prolonger")
    TAKE_EFFECT = "effect", _("prendre effet")
    END = "end", _("terminer")
    RESUME = "resume", _("reprendre après un travail")


class AmendmentState(models.TextChoices):
    """Where an amendment stands."""

    DRAFT = "draft", _("en préparation")
    HANDED_OVER = "handed", _("remis, à signer")
    AGREED = "agreed", _("convenu, prend effet plus tard")
    IN_FORCE = "in_force", _("en vigueur")
    ABANDONED = "abandoned", _("abandonné")

    @classmethod
    def open(cls) -> list["AmendmentState"]:
        """States in which it has not yet found its end: another one can't be begun."""
        return [cls.DRAFT, cls.HANDED_OVER, cls.AGREED]


class Side(models.TextChoices):
    """Who holds a commitment, or signs."""

    PERSON = "person", _("la personne")
    CENTRE = "centre", _("le centre")
    THIRD = "third", _("un tiers")


class CommitmentState(models.TextChoices):
    """What became of a commitment. « Partly » and « not kept » say whose cause it is."""

    TO_DO = "todo", _("à faire")
    UNDER_WAY = "under_way", _("en route")
    KEPT = "kept", _("tenu")
    PARTLY = "partly", _("tenu en partie")
    NOT_KEPT = "not_kept", _("pas tenu")
    DROPPED = "dropped", _("n’est plus utile")

    @classmethod
    def open(cls) -> list["CommitmentState"]:
        """States in which something is still expected."""
        return [cls.TO_DO, cls.UNDER_WAY, cls.PARTLY]


class Cause(models.TextChoices):
    """Why a commitment was not kept, seen without blame by default."""

    PERSON = "person", _("la personne")
    CENTRE = "centre", _("le centre")
    ORGANISER = "organiser", _("l’organisateur")
    FORCE_MAJEURE = "force_majeure", _("force majeure")


class AbsenceCause(models.TextChoices):
    """Why an evaluation did not take place."""

    PERSON = "person", _("la personne n’est pas venue")
    ORGANISER = "organiser", _("le centre ou l’organisateur a annulé")
    FORCE_MAJEURE = "force_majeure", _("force majeure")


class LibraryKind(models.TextChoices):
    """What a library item proposes."""

    AIM = "aim", _("but")
    COMMITMENT = "commitment", _("engagement")


class VersionReason(models.TextChoices):
    """Why a version of the text was made."""

    FIRST = "first", _("contrat")
    AMENDMENT = "amendment", _("avenant")


class Fate(models.TextChoices):
    """What became of a version of the text."""

    IN_FORCE = "in_force", _("en vigueur")
    TAKEN_BACK = "taken_back", _("repris avant signature")
    SENT_BACK = "sent_back", _("renvoyé par le Conseil")
    REFUSED = "refused", _("refusé par le Conseil")
    ABANDONED = "abandoned", _("abandonné")
    SUPERSEDED = "superseded", _("remplacé")


class Method(models.TextChoices):
    """How a signature was given."""

    DRAWN = "drawn", _("tracée à l’écran")
    TYPED = "typed", _("nom tapé et confirmé")
    PAPER = "paper", _("sur papier")
    OWN = "own", _("dans son propre espace, avec son code secret")


class DecisionOutcome(models.TextChoices):
    """What the council decided."""

    APPROVED = "approved", _("approuvé")
    REFUSED = "refused", _("refusé")
    SENT_BACK = "sent_back", _("renvoyé au travailleur")


class EndReason(models.TextChoices):
    """Why a PIIS ended."""

    NORMAL = "normal", _("arrivé à son terme")
    EMPLOYMENT = "employment", _("travail")
    STUDY = "study", _("études")
    MOVED = "moved", _("déménagement")
    RIGHT_WITHDRAWN = "right_withdrawn", _("fin du droit à l’intégration sociale")
    FORCE_MAJEURE = "force_majeure", _("force majeure")
    OTHER = "other", _("autre raison")


class Outcome(models.TextChoices):
    """What the project brought, as far as one can tell at its end."""

    AUTONOMY = "autonomy", _("plus d’autonomie")
    PATH = "path", _("parcours socioprofessionnel")
    JOB = "job", _("emploi")
    VOLUNTEERING = "volunteering", _("bénévolat ou service communautaire")
    NONE_YET = "none_yet", _("pas encore de résultat")


class EvaluationState(models.TextChoices):
    """Where an evaluation stands."""

    PLANNED = "planned", _("prévue")
    HELD = "held", _("faite")
    MISSED = "missed", _("n’a pas eu lieu")
    CANCELLED = "cancelled", _("annulée")


class Opinion(models.TextChoices):
    """What the person thinks of the evaluation."""

    AGREES = "agrees", _("d’accord")
    DISAGREES = "disagrees", _("pas d’accord")

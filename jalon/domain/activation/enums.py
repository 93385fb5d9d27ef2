"""Words of social activation. Stored values are those of `jalon.law.activation`."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Activity(models.TextChoices):
    """What an action or a module is: the words of the list, then what it does not name."""

    LANGUAGE = "language", _("cours de langue")
    COMMUNICATION = "communication", _("communication")
    TRANSPORT = "transport", _("prendre les transports en commun")
    PUNCTUALITY = "punctuality", _("arriver à temps, tenir un rendez-vous, un horaire")
    SELF_ESTEEM = "self_esteem", _("estime de soi")
    BASIC_SKILLS = "basic_skills", _("autre atelier de compétences de base")
    ATTITUDES = "attitudes", _("formation aux attitudes")
    REMOBILISATION = "remobilisation", _("stage de remobilisation")
    DISCOVERY = "discovery", _("stage de découverte d’un milieu de travail")
    TRIAL_PLACEMENT = "trial_placement", _("stage d’essai")
    VOLUNTEERING = "volunteering", _("bénévolat")
    COMMUNITY_SERVICE = "community_service", _("service communautaire")
    TRADE_PREPARATION = "trade_preparation", _("préformation à un métier")
    VOCATIONAL_TRAINING = "vocational_training", _("formation professionnelle")
    QUALIFYING_TRAINING = "qualifying_training", _("formation qualifiante")
    JOB_SEARCH = "job_search", _("atelier de recherche d’emploi")
    PLACEMENT_BEFORE_JOB = "placement_before_job", _("stage avant une mise à l’emploi (article 60…)")
    OTHER = "other", _("autre chose")


class Counts(models.TextChoices):
    """Whether an action or a module counts as social activation."""

    SOCIAL = "social", _("activation sociale")
    PROFESSIONAL = "professional", _("activation professionnelle")
    TO_DECIDE = "to_decide", _("à décider par une personne")


class Phase(models.TextChoices):
    """Where a trajectory stands, read from what is recorded."""

    BILAN = "bilan", _("bilan à faire")
    PLAN = "plan", _("plan à écrire")
    UNDER_WAY = "under_way", _("en chemin")
    TO_CONCLUDE = "to_conclude", _("à conclure")
    ENDED = "ended", _("conclue")


class Presence(models.TextChoices):
    """How somebody took part in a module. Not having been able to is never held against anyone."""

    ENROLLED = "enrolled", _("inscription faite")
    FOLLOWED = "followed", _("module suivi")
    PARTLY = "partly", _("suivi en partie")
    NOT_FOLLOWED = "not_followed", _("pas pu être suivi")


class ActionState(models.TextChoices):
    """What became of an action."""

    TO_DO = "todo", pgettext_lazy("action", "à faire")
    DONE = "done", pgettext_lazy("action", "fait")
    DROPPED = "dropped", pgettext_lazy("action", "laissé de côté")


class Result(models.TextChoices):
    """Where a trajectory led: the four of the conventions."""

    PATH = "path", _("un parcours socioprofessionnel")
    AUTONOMY = "autonomy", _("une autonomie renforcée")
    VOLUNTEERING = "volunteering", _("du bénévolat ou un service communautaire")
    JOB = "job", _("un emploi")


class Direction(models.TextChoices):
    """Which way somebody went between two measurements."""

    PROGRESS = "progress", _("progrès")
    NONE = "none", _("pas de différence")
    STEP_BACK = "step_back", _("pas en arrière")
    NOT_MEASURED = "not_measured", _("pas mesuré")

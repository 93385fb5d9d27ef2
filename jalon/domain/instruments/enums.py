"""Words of the bilan social, of instruments and of what is measured with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LifeDomain(models.TextChoices):
    """The domains of life, in the order of the talk. Names in four languages stand in the instrument's data."""

    HOUSING = "housing", _("Logement")
    HEALTH = "health", _("Santé")
    MONEY = "money", _("Argent et dettes")
    ADMINISTRATION = "administration", _("Démarches et droits")
    FAMILY = "family", _("Famille et enfants")
    NETWORK = "network", _("Entourage")
    LANGUAGES = "languages", _("Langues")
    TRAINING = "training", _("Formation et compétences")
    WORK = "work", _("Expérience de travail")
    MOBILITY = "mobility", _("Mobilité")
    DIGITAL = "digital", _("Numérique")
    RHYTHM = "rhythm", _("Rythme de la journée")
    CONFIDENCE = "confidence", _("Confiance en soi")


class Moment(models.TextChoices):
    """When in the accompaniment the bilan is held."""

    START = "start", _("au début")
    MIDDLE = "middle", _("en cours de route")
    END = "end", _("à la fin")


class Rated(models.TextChoices):
    """How the two sides of a bilan choose their levels; what is said in words is written together either way."""

    TOGETHER = "together", _("ensemble, pendant l’entretien")
    APART = "apart", _("chacun de son côté, avant d’en parler")


class BilanState(models.TextChoices):
    """A draft is written; a finished bilan never changes."""

    DRAFT = "draft", _("en cours")
    FINISHED = "finished", _("terminé")


class Direction(models.TextChoices):
    """Where an accompaniment leads: the four results of a trajectory of social activation."""

    AUTONOMY = "autonomy", _("autonomie renforcée")
    SOCIO_PROFESSIONAL = "socio_professional", _("parcours socioprofessionnel")
    JOB = "job", _("emploi")
    VOLUNTEERING = "volunteering", _("bénévolat ou service à la communauté")


class Rater(models.TextChoices):
    """Whose rating it is."""

    PERSON = "person", _("la personne")
    WORKER = "worker", _("le service social")


class Way(models.TextChoices):
    """How a rating came in."""

    DESK = "desk", _("ensemble, au bureau")
    ALONE = "alone", _("par le service social, seul")
    HANDED = "handed", _("par la personne, sur l’appareil qu’on lui a passé")
    PAPER = "paper", _("sur papier, recopié ensuite")
    SPACE = "space", _("par la personne, dans son espace")
    BILAN = "bilan", _("dans le bilan social")


class MeasurementMoment(models.TextChoices):
    """When in the trajectory one measures. A check-in is a quick look in between, as often as one likes."""

    START = "start", _("au début")
    MIDDLE = "middle", _("en cours de route")
    END = "end", _("à la fin")
    CHECK_IN = "check_in", _("en passant")


class MeasurementState(models.TextChoices):
    """A draft is filled in; a finished measurement never changes."""

    DRAFT = "draft", _("en cours")
    FINISHED = "finished", _("terminée")


class Source(models.TextChoices):
    """Where an instrument comes from."""

    SHIPPED = "shipped", _("fourni avec Jalon")
    CENTRE = "centre", _("du centre")

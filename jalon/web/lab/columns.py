"""What a file of person-months holds, column by column."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jalon.web.ui.tables import Column, Table

_COLUMNS: dict[str, tuple[str | Promise, str | Promise]] = {
    "category": (gettext_lazy("1, 2, 3, ou cohabitant, single, family"), gettext_lazy("obligatoire")),
    "month": (gettext_lazy("202506, ou une date"), gettext_lazy("obligatoire")),
    "work": (
        gettext_lazy("none, job, training, shortage, student, art, interim, ou de 0 à 6"),
        gettext_lazy("sans travail"),
    ),
    "earned": (gettext_lazy("gagné dans le mois, en cents"), "0"),
    "averaged": (gettext_lazy("moyenne des mois qu’une piste lisse, en cents"), "earned"),
    "days": (gettext_lazy("jours que couvre le travail ; 0 pour le mois entier"), "0"),
    "other": (gettext_lazy("autres ressources, en cents"), "0"),
    "used_this_year": (gettext_lazy("travail artistique déjà exonéré cette année, en cents"), "0"),
    "days_used": (gettext_lazy("jours d’exonération déjà pris"), "0"),
    "begun": (gettext_lazy("mois entiers depuis le premier jour d’exonération"), "0"),
    "has_grant": (gettext_lazy("1 pour une bourse d’études"), "0"),
    "eligible": (gettext_lazy("0 quand une condition de l’exonération manque"), "1"),
    "weight": (gettext_lazy("combien de personnes-mois la ligne représente, pour un échantillon"), "1"),
    "person": (
        gettext_lazy("un pseudonyme, le même pour tous les mois d’une personne"),
        gettext_lazy("chaque ligne à part"),
    ),
    "sex": (gettext_lazy("f, m ou x : pour compter selon le sexe"), gettext_lazy("non compté")),
    "age": (gettext_lazy("un groupe d’âge, comme 18-24"), gettext_lazy("non compté")),
    "region": (gettext_lazy("Bruxelles, Vlaanderen, Wallonie, ou vos propres mots"), gettext_lazy("non compté")),
}


def columns_table() -> Table:
    """For the page."""
    head = [Column(_("Colonne"), heading=True), Column(_("Ce qu’elle contient")), Column(_("Quand elle manque"))]
    rows = [[name, holds, without] for name, (holds, without) in _COLUMNS.items()]
    return Table(_("Les colonnes d’un fichier"), head, rows, hide_caption=True)

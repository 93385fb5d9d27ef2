"""The text that ships says what it always said: each article to the letter, for a convention and for an amendment."""

from datetime import UTC, date, datetime

import pytest

from jalon.domain.documents.rendering.contexts import Centre, ConventionText, Objective
from jalon.domain.documents.rendering.wording import view

FACTS = {
    "made_at": datetime(2026, 11, 2, 9, tzinfo=UTC), "centre": Centre(name="SPP IS", place="Bruxelles"),
    "reference": "2015-x", "partner": "CPAS de X", "partner_place": "X", "programme": "Prog {a} 2015", "line": "Ligne",
    "legal_text": "AR, art. 1", "cents": 1234567, "first": date(2015, 1, 1), "last": date(2015, 12, 31),
    "text_title": "Initiatives", "text": "Un.\n\nDeux {x}.", "objectives": (Objective(code="1", title="O", people=3),),
    "seal": None,
}  # fmt: skip
CONVENTION = {"number": 0, "advance": "50", "rest": "50", "report_by": date(2016, 2, 28)}
AMENDMENT = {"number": 2, "reason": "Parce {que}", "raised": "50", "cluster": "Semois", "members": ("A", "B")}
SAID = {
    ("fr", "convention"): """
        Article 1. Objet
        Cette convention règle la subvention du programme « Prog {a} 2015 ». Elle repose sur : AR, art. 1.
        Article 2. Initiatives
        Un.
        Deux {x}.
        Article 3. Objectifs quantitatifs
        Le centre veut atteindre, pendant la période :
        Article 4. Période et montant
        La convention vaut du 1er janvier 2015 au 31 décembre 2015.
        La subvention est de 12 345,67 € au plus.
        Article 5. Paiement
        Une avance de 50 % est due dès la signature du ministre ; le solde de 50 %, après l’approbation du rapport.
        Article 6. Rapport
        Le centre introduit son rapport final, sur le contenu et les dépenses, au plus tard le 28 février 2016.
        Les objectifs servent de ligne de conduite ; le rapport dit s’ils sont atteints, et sinon pourquoi.""",
    ("nl", "amendment"): """
        Artikel 1. Voorwerp
        Deze overeenkomst regelt de subsidie van het programma “Prog {a} 2015”. Ze steunt op: AR, art. 1.
        Reden van het aanhangsel: Parce {que}
        Het centrum is de promotor van de cluster “Semois”: A, B.
        Artikel 2. Initiatieven
        Un.
        Deux {x}.
        Artikel 3. Kwantitatieve doelstellingen
        Het centrum wil tijdens de periode bereiken:
        Artikel 4. Periode en bedrag
        De overeenkomst geldt van 1 januari 2015 tot en met 31 december 2015.
        De subsidie bedraagt hoogstens € 12.345,67.
        Artikel 5. Betaling
        De subsidie wordt betaald zoals het besluit het zegt.
        Als dit aanhangsel het bedrag verhoogt, is 50 % van de verhoging verschuldigd zodra de minister tekent.
        Artikel 6. Verslag
        Het centrum dient zijn eindverslag, over de inhoud en de uitgaven, in binnen de termijn van het besluit.
        De doelstellingen dienen als leidraad; het verslag zegt of ze bereikt zijn, en zo niet waarom.""",
}


@pytest.mark.parametrize(("language", "kind"), SAID)
def test_the_text_that_ships_says_what_it_always_said(language, kind):
    told = view(ConventionText(**FACTS, **(CONVENTION if kind == "convention" else AMENDMENT)), language)
    found = [line for one in told["articles"] for line in (one["title"], *one["body"])]
    plain = [line.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ") for line in found]
    assert plain == [line.strip() for line in SAID[language, kind].strip().splitlines()]
    assert [one["objectives"] for one in told["articles"]] == [False, False, True, False, False, False]

"""The paper of a month speaks the four languages of the country's persons: whole, and not half in French."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.utils import translation

from jalon.command.messages import catalogue_path, messages_of, read_catalogue
from jalon.domain.documents.rendering import contexts
from jalon.domain.exemption import papers, words
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.people import enums
from jalon.law import parameters
from jalon.law.income import Category, Earning, Work, Worked
from jalon.law.income.texts import texts
from jalon.law.sayings import Saying
from tests.domain.documents.looking import text_of

ROOM = Path(words.__file__).parent
HEAD = contexts.Centre(name="ÖSHZ Eupen", place="Eupen")
DAYS = tuple(date(2025, 6, day) for day in (2, 3, 4, 5, 6))
ASKED = Asked(
    month=date(2025, 6, 1),
    category=Category.SINGLE,
    calendar=(Worked(work=Work.JOB, net=40_000, days=DAYS), Worked(work=Work.TRAINING, net=5_000, minutes=600)),
    other=2_000,
    used=10,
    first_used_on=date(2024, 1, 8),
    instead=Earning(work=Work.INTERIM, net=90_000, days=15),
)


def paper(language: str, record: dict | None = None) -> str:
    record = record or recorded(reckon(ASKED))
    made = papers.paper(ASKED, record, None, HEAD, None, at=datetime(2026, 3, 1, tzinfo=UTC), language=language)
    return " ".join(text_of(made.bytes).split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_of_the_paper_is_said_in_german_and_in_english(language: str) -> None:
    catalogue = read_catalogue(catalogue_path(ROOM, language), language)
    for file in (ROOM / "words.py", ROOM / "papers.py"):
        for one in messages_of(file):
            found = catalogue.get(one.singular, one.context)
            assert found is not None and all([found.string] if isinstance(found.string, str) else found.string), one
    with translation.override(language):
        assert str(enums.Category.ISOLATED.label) in ("2 – alleinstehend", "2 – single")


def test_every_reason_doubt_and_text_of_a_month_is_said_in_german() -> None:
    law = {code: one for code, one in texts().items() if not code.startswith("scheme_")}  # papers tell of no scheme
    assert not [code for code, one in law.items() if not one.de]
    for name in parameters.book().parameters:
        if not name.startswith(("exemption.", "income.")):
            continue
        for entry in parameters.parameter(name).entries:
            sources = [entry.source, *(one.source for one in entry.readings.values())]
            said: list[Saying | None] = [one.label for one in entry.readings.values()]
            said += [source.doubt for source in sources] + [source.text.short for source in sources]
            assert all(one.de for one in said if one), (name, entry.valid_from)


def test_a_german_paper_says_all_of_it_in_german() -> None:
    said = paper("de")
    assert "Im Monat Juni 2025 haben Sie insgesamt " in said and "450,00 € aus Ihrer Arbeit" in said
    assert "Königlicher Erlass vom 11. Juli 2002" in said and "bis zum 7. Januar 2030" in said
    assert "10 Std. Arbeit zählen als 2 Tage, zu 7 Std. 36 am Tag." in said and "2 – alleinstehend" in said
    french = {"exonération", "mois", "jours", "travail", "janvier", "arrêté", "calcul"}
    assert not french & set(said.lower().replace(",", " ").replace(":", " ").split())


def test_a_month_kept_before_it_was_said_in_german_is_told_in_french() -> None:
    record = recorded(reckon(ASKED))
    for line in record["lines"]:
        del line["said"]["de"], line["cite"]["de"]
    assert "Arrêté royal du 11 juillet 2002" in paper("de", record)


def test_days_without_work_that_are_paid_are_not_said_to_give_no_right() -> None:
    much = Asked(
        month=date(2025, 6, 1), category=Category.SINGLE, calendar=(Worked(work=Work.JOB, net=95_000, days=DAYS),)
    )
    record = recorded(reckon(much))
    assert not record["right"]["after"] and record["answers"][0]["support"] > 0
    assert words.right(record)[1].startswith(
        "Après l’exonération : pas de droit pour les jours travaillés ; les autres"
    )

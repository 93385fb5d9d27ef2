"""A month asked, checked and worked out: no database."""

import json
from datetime import date

import pytest

from jalon.domain.core.errors import InvalidInput
from jalon.domain.exemption.asked import Asked, from_json
from jalon.domain.exemption.checking import problems
from jalon.domain.exemption.reckoning import reckon, recorded
from jalon.domain.exemption.words import cents_words
from jalon.law.income import NO_END, Category, Earning, Work, Worked, beside

MARCH = date(2025, 3, 1)
TWO_DAYS = Worked(work=Work.JOB, net=8_000, days=(date(2025, 3, 3), date(2025, 3, 4)), employer="Boulangerie")


def asked(*calendar: Worked, **facts: object) -> Asked:
    return Asked(**{"month": MARCH, "category": Category.SINGLE, "calendar": calendar} | facts)


def test_a_question_kept_as_json_is_the_same_question() -> None:
    whole = asked(
        TWO_DAYS,
        Worked(work=Work.TRAINING, net=500, minutes=600),
        used=10,
        first_used_on=date(2024, 1, 8),
        instead=Earning(work=Work.INTERIM, net=90_000, days=15),
        divisor="26",
    )
    assert from_json(json.loads(json.dumps(whole.as_json()))) == whole


def test_a_contract_kept_as_99_months_is_still_one_without_end() -> None:
    job = asked(Worked(work=Work.SHORTAGE, net=90_000), contract_months=NO_END, has_certificate=True)
    once = json.loads(json.dumps(job.as_json())) | {"contract_months": 99}
    assert from_json(once) == job == from_json(json.loads(json.dumps(job.as_json())))


def test_the_record_says_every_answer_beside_the_month_as_the_law_gives_it() -> None:
    told = reckon(asked(TWO_DAYS, instead=Earning(work=Work.JOB, net=90_000)))
    record = json.loads(json.dumps(recorded(told)))
    assert [one["name"] for one in record["answers"]] == ["month", "without", "less", "more", "instead"]
    month, without, *_rest = record["answers"]
    assert without["disposable"] == 131_420
    assert without["change"] == beside(told.answers["without"], told.month).disposable
    assert month["support"] + month["earned"] == month["disposable"]
    assert record["left"]["taken"] == 2 and record["left"]["after"] == 1_093 and record["left"]["begun"] == "2025-03-01"
    assert all({"fr", "nl"} <= set(line["said"]) and line["cite"]["fr"] for line in record["lines"])
    assert {line["certainty"] for line in record["lines"]} >= {"found", "known-low"}


def test_what_stays_of_a_euro_is_said_as_it_is_even_beyond_the_euro() -> None:
    assert [cents_words(cents) for cents in (28, 100, 0)] == ["28 centimes", "tout", "0 centime"]
    assert cents_words(142) == "1,42\u00a0€" and cents_words(-5) == "−0,05\u00a0€"


def test_artistic_work_takes_nothing_of_the_three_years_and_no_work_takes_nothing_at_all() -> None:
    art = recorded(reckon(asked(Worked(work=Work.ART, net=80_000))))
    assert art["left"] is None and [one["name"] for one in art["answers"]] == ["month", "without"]
    assert recorded(reckon(asked()))["answers"][0]["disposable"] == 131_420


@pytest.mark.parametrize(
    ("question", "field", "row", "said"),
    [
        (asked(month=date(2026, 3, 1)), "month", None, "Choisissez décembre 2025"),
        (asked(month=date(2010, 3, 1)), "month", None, "Choisissez septembre 2013"),
        (asked(TWO_DAYS, TWO_DAYS), "days", 1, "Travail 2 (Boulangerie) : le 3 est déjà compté ailleurs (Travail 1"),
        (asked(Worked(work=Work.JOB, net=-1)), "net", 0, "Travail 1"),
        (asked(Worked(work=Work.JOB, net=1, days=(date(2025, 4, 3),))), "days", 0, "pas de jour 3"),
        (asked(Worked(work=Work.JOB, net=1, days=TWO_DAYS.days, minutes=60)), "hours", 0, "pas les deux"),
        (asked(Worked(work=Work.JOB, net=1, minutes=60_000)), "hours", 0, "ne tiennent pas"),
        (asked(TWO_DAYS, Worked(work=Work.JOB, net=1, minutes=31 * 456)), "hours", 1, "font ensemble 33 jours"),
        (asked(TWO_DAYS, Worked(work=Work.ART, net=1)), "work", 1, "« emploi » et « travail artistique »"),
        (asked(Worked(work=Work.SHORTAGE, net=1), month=date(2023, 12, 1)), "work", 0, "depuis janvier 2024"),
        (asked(used=3), "first_used_on", None, "première fois"),
        (asked(used=3, first_used_on=date(2025, 3, 9)), "first_used_on", None, "après le début"),
        (asked(shortage_since=date(2025, 3, 2)), "shortage_since", None, "premier d’un mois"),
        (asked(instead=Earning(work=Work.JOB, net=1, days=32)), "instead_days", None, "31 jours"),
    ],
)
def test_what_cannot_be_worked_out_is_said_where_it_stands(question: Asked, field: str, row: int, said: str) -> None:
    found = problems(question)[0]
    assert (found.field, found.row) == (field, row)
    assert said in found.what and found.what.endswith(".")
    with pytest.raises(InvalidInput):
        reckon(question)

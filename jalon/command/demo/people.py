"""Who the invented people are: names of many languages, births known wholly or in part, national numbers."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from random import Random

from jalon.command.demo.data import read
from jalon.domain.people.birth import Birth
from jalon.domain.people.enums import Sex
from jalon.domain.people.facts import PersonFacts


@dataclass(frozen=True)
class Identity:
    """The facts of a person, and a national number or nothing."""

    facts: PersonFacts
    niss: str


def invent(draw: Random, *, language: str, postal: str, place: str, number: int, on: date, young: bool) -> Identity:
    """A person who does not exist. `language`: the centre's; `number`: their place in it; `young`: under 25."""
    people = read("people")
    shares = people["shares"][language]
    group = draw.choices(list(shares), weights=list(shares.values()))[0]
    sex = draw.choices([Sex.FEMALE, Sex.MALE, Sex.UNKNOWN], weights=[49, 49, 2])[0]
    given = people[group][{Sex.FEMALE: "f", Sex.MALE: "m"}.get(sex, draw.choice("fm"))]
    first, last = draw.choice(given), draw.choice(people[group]["last"] or [""])
    if not last:
        first, last = "", first
    elif draw.random() < 0.1:
        last = f"{last}-{draw.choice(people['french']['last'])}"
    age = draw.randint(18, 24) if young else int(draw.triangular(25, 66, 34))
    month = draw.randint(1, 12)
    born = date(on.year - age - 1, month, draw.randint(1, monthrange(on.year - age - 1, month)[1]))
    birth = _known(draw, born)
    street = draw.choice(people["streets"][language])
    address = f"{street[0].upper()}{street[1:]} {draw.randint(1, 180)}\n{postal} {place}"
    facts = PersonFacts(
        last_name=last,
        first_names=first,
        birth=birth,
        sex=sex,
        language=_language(draw, language, group),
        phone=f"0400 {draw.randint(0, 99):02d} {draw.randint(0, 99):02d} {draw.randint(0, 99):02d}"
        if draw.random() < 0.8
        else "",
        email=f"personne{number}@example.org" if draw.random() < 0.3 else "",
        address=address if draw.random() < 0.95 else "",
    )
    whole = birth.day is not None and sex != Sex.UNKNOWN
    return Identity(facts, niss_of(born, sex, draw) if whole and draw.random() < 0.85 else "")


def niss_of(born: date, sex: Sex, draw: Random) -> str:
    """A number with right check digits, high in the day's sequence, where the register hardly ever comes."""
    sequence = draw.randrange(901, 998, 2) if sex == Sex.MALE else draw.randrange(902, 998, 2)
    nine = f"{born:%y%m%d}{sequence:03d}"
    check = 97 - int(("2" if born.year >= 2000 else "") + nine) % 97
    return f"{nine}{check:02d}"


def _known(draw: Random, born: date) -> Birth:
    chance = draw.random()
    if chance < 0.94:
        return Birth(born.year, born.month, born.day)
    return Birth(born.year, born.month) if chance < 0.96 else Birth(born.year) if chance < 0.995 else Birth()


def _language(draw: Random, centre: str, group: str) -> str:
    if group == "german":
        return "de"
    if group in {"congolese", "rwandan", "slavic", "single"} and draw.random() < 0.15:
        return "en"
    other = {"fr": "nl", "nl": "fr"}[centre]
    native = {"french": "fr", "dutch": "nl"}.get(group)
    if native == other and draw.random() < 0.4:
        return other
    return centre

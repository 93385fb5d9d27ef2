"""Dates, hours and amounts as people say them, in the four languages of the documents."""

from __future__ import annotations

from datetime import date, datetime

from jalon.domain.core.clock import BRUSSELS

from .errors import MissingTimeZone

MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
NBSP = "\u00a0"


def day(on: date, language: str) -> str:
    """A date: « 1er mars 2026 », "1 maart 2026", "1. März 2026", "1 March 2026"."""
    month = MONTHS[language][on.month - 1]
    number = str(on.day)
    if language == "fr" and on.day == 1:
        number = "1er"
    elif language == "de":
        number += "."
    return f"{number}{NBSP}{month}{NBSP}{on.year}"


def weekday(on: date, language: str) -> str:
    """A date with its day of the week."""
    joint = ", " if language == "de" else " "
    return f"{WEEKDAYS[language][on.weekday()]}{joint}{day(on, language)}"


def local(at: datetime) -> datetime:
    """The moment on a Belgian clock. Raises `MissingTimeZone`."""
    if at.tzinfo is None:
        raise MissingTimeZone(str(at))
    return at.astimezone(BRUSSELS)


def hour(at: datetime, language: str) -> str:
    """An hour: « 9 h 30 », "9.30 uur", "9.30 Uhr", "9:30"."""
    moment = local(at)
    if language == "fr":
        return f"{moment.hour}{NBSP}h{NBSP}{moment.minute:02d}" if moment.minute else f"{moment.hour}{NBSP}h"
    if language == "en":
        return f"{moment.hour}:{moment.minute:02d}"
    return f"{moment.hour}.{moment.minute:02d}{NBSP}{'uur' if language == 'nl' else 'Uhr'}"


def moment(at: datetime, language: str) -> str:
    """A date and an hour."""
    between = {"fr": " à ", "nl": " om ", "de": " um ", "en": " at "}[language]
    return f"{day(local(at).date(), language)}{between}{hour(at, language)}"


def money(cents: int, language: str) -> str:
    """An amount in euros, from cents: « 1 234,50 € », "€ 1.234,50", "1.234,50 €", "€1,234.50"."""
    euros = f"{cents // 100:,}"
    rest = f"{cents % 100:02d}"
    if language == "en":
        return f"€{euros}.{rest}"
    grouped = euros.replace(",", "\u202f" if language == "fr" else ".")
    return f"€{NBSP}{grouped},{rest}" if language == "nl" else f"{grouped},{rest}{NBSP}€"

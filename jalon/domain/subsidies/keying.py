"""The keys and series that a programme brings, entered one by one. What a decision or a list rests on stays."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.core import reader
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput
from jalon.domain.subsidies.models import Dataset, Decision, Programme
from jalon.domain.subsidies.rewriting import rewritten
from jalon.law.subsidies import BudgetLine, Key, SelectionRule, Series
from jalon.law.subsidies import Programme as Decree
from jalon.law.subsidies.key_rules import KeyFault, key_faults, line_faults
from jalon.law.subsidies.keys import key_as_json, key_of_json

One = TypeVar("One", Key, Series)


class KeyRefused(InvalidInput):
    """A rule of keys is broken; `fault` says which part it is about."""

    def __init__(self, fault: KeyFault) -> None:
        super().__init__(fault.say(reader.law_language()), field=fault.about or None)
        self.fault = fault


@transaction.atomic
def put_key(
    *, actor: FederalMembership, programme: Programme, key: Key, replaces: str | None, revision: int, at: datetime
) -> Programme:
    """Add a key, or put it in the place of `replaces`; another code follows into the lines shared by it.

    Raises `NotAllowed`, `Conflict`, `KeyRefused` (what of it), and `DomainError` once a decision used it.
    """

    def written(one: Programme, decree: Decree) -> Decree:
        lines = tuple(replace(each, key=key.code) if each.key == replaces else each for each in decree.lines)
        return _checked(one, decree, replace(decree, keys=_put(decree.keys, key, replaces), lines=lines))

    told = {"of": "keys", "name": key.code, "act": "changed" if replaces else "added"}
    facts = {"revision": revision, "at": at, "told": told, "verb": "programme.keyed"}
    return rewritten(actor=actor, programme=programme, change=written, **facts)


@transaction.atomic
def remove_key(*, actor: FederalMembership, programme: Programme, code: str, revision: int, at: datetime) -> Programme:
    """Take a key out. Raises as `put_key`, when a line is shared by it too."""

    def without(one: Programme, decree: Decree) -> Decree:
        return _checked(one, decree, replace(decree, keys=_left(decree.keys, code)))

    told = {"of": "keys", "name": code, "act": "removed"}
    facts = {"revision": revision, "at": at, "told": told, "verb": "programme.keyed"}
    return rewritten(actor=actor, programme=programme, change=without, **facts)


@transaction.atomic
def put_series(
    *, actor: FederalMembership, programme: Programme, series: Series, replaces: str | None, revision: int, at: datetime
) -> Programme:
    """Add what can be known of a centre, or put it in the place of `replaces`; another code follows everywhere.

    Raises `NotAllowed`, `Conflict`, `KeyRefused`, and `DomainError` once a list holds it.
    """

    def written(one: Programme, decree: Decree) -> Decree:
        now = replace(decree, series=_put(decree.series, series, replaces))
        return _checked(one, decree, _renamed(now, replaces, series.code) if replaces else now)

    told = {"of": "series", "name": series.code, "act": "changed" if replaces else "added"}
    facts = {"revision": revision, "at": at, "told": told, "verb": "programme.keyed"}
    return rewritten(actor=actor, programme=programme, change=written, **facts)


@transaction.atomic
def remove_series(
    *, actor: FederalMembership, programme: Programme, code: str, revision: int, at: datetime
) -> Programme:
    """Take a series out. Raises as `put_series`, when a key or a criterion reads it too."""

    def without(one: Programme, decree: Decree) -> Decree:
        return _checked(one, decree, replace(decree, series=_left(decree.series, code)))

    told = {"of": "series", "name": code, "act": "removed"}
    facts = {"revision": revision, "at": at, "told": told, "verb": "programme.keyed"}
    return rewritten(actor=actor, programme=programme, change=without, **facts)


def used_keys(programme: Programme) -> frozenset[str]:
    """The codes of the keys that a decision of the programme shared by."""
    told = Decision.objects.filter(programme=programme).annotate(told=Cast("content", models.JSONField()))
    return frozenset(told.values_list(KeyTextTransform("key", KeyTextTransform("terms", "told")), flat=True))


def held_series(programme: Programme) -> frozenset[str]:
    """The codes of the series that a list of the programme holds."""
    return frozenset(
        code
        for columns in Dataset.objects.filter(programme=programme).values_list("columns", flat=True)
        for code in columns
    )


def refuse_key_faults(now: Decree, before: Decree | None = None) -> None:
    """Raise `KeyRefused` for a rule of keys that is broken now; what was wrong before keeps nobody from mending."""
    known = _faults(before) if before else []
    found = [one for one in _faults(now) if one not in known]
    if found:
        raise KeyRefused(found[0])


def refuse_used(programme: Programme, before: Decree, now: Decree) -> None:
    """Raise `DomainError` when a key that was decided by, or a series that a list holds, would become another."""
    changed_keys = _changed(before.keys, now.keys)
    if changed_keys and (held := sorted(changed_keys & used_keys(programme))):
        raise DomainError(
            _("La clé « %(key)s » ne change plus : un partage a été décidé avec elle.") % {"key": held[0]},
            "",
            _("Faites-en une autre, sous un autre code, et décidez de nouveau."),
        )
    changed_series = _changed(before.series, now.series)
    if changed_series and (held := sorted(changed_series & held_series(programme))):
        raise DomainError(
            _("La donnée « %(series)s » ne change plus : une liste la contient.") % {"series": held[0]},
            "",
            _("Faites-en une autre, sous un autre code, et importez de nouveau la liste."),
        )


def _faults(decree: Decree) -> list[KeyFault]:
    return [*key_faults(decree.keys, decree.series), *line_faults(decree.lines, decree.words)]


def _checked(programme: Programme, before: Decree, now: Decree) -> Decree:
    refuse_used(programme, before, now)
    now = replace(now, keys=tuple(key_of_json(key_as_json(one), now.words.series) for one in now.keys))
    refuse_key_faults(now, before)
    return now


def _changed(before: Iterable[Key] | Iterable[Series], now: Iterable[Key] | Iterable[Series]) -> set[str]:
    """The codes that say something else, or that only one of the two has."""
    first, second = ({one.code: one for one in told} for told in (before, now))
    return {code for code in first.keys() | second.keys() if first.get(code) != second.get(code)}


def _put(found: tuple[One, ...], one: One, replaces: str | None) -> tuple[One, ...]:
    if replaces is None:
        return (*found, one)
    if all(each.code != replaces for each in found):
        raise _gone()
    return tuple(one if each.code == replaces else each for each in found)


def _left(found: tuple[One, ...], code: str) -> tuple[One, ...]:
    left = tuple(each for each in found if each.code != code)
    if left == found:
        raise _gone()
    return left


def _gone() -> Conflict:
    return Conflict(_("Ceci n’est plus là."), "", _("Relisez la page."))


def _renamed(decree: Decree, before: str, now: str) -> Decree:
    """The programme whose keys and criteria read a series by its new code."""

    def key(one: Key) -> Key:
        parts = (
            replace(each, series=tuple(now if code == before else code for code in each.series))
            for each in one.components
        )
        return replace(one, components=tuple(parts))

    def line(one: BudgetLine) -> BudgetLine:
        if not isinstance(one.rule, SelectionRule):
            return one
        criteria = tuple(replace(each, series=now) if each.series == before else each for each in one.rule.criteria)
        return replace(one, rule=replace(one.rule, criteria=criteria))

    return replace(decree, keys=tuple(map(key, decree.keys)), lines=tuple(map(line, decree.lines)))

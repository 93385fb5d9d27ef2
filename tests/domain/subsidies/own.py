"""What a programme may bring of its own: a series, a key that counts it, the articles of its convention."""

from datetime import datetime
from fractions import Fraction

from jalon.domain.accounts.models import FederalMembership
from jalon.domain.subsidies import keying, programmes, wording
from jalon.domain.subsidies.models import Programme
from jalon.law.sayings import Saying
from jalon.law.subsidies import Method, Series, Unit
from jalon.law.subsidies.keys import Component, own_key

SERIES, KEY = "benches", "by_benches"
TITLE = Saying("Benches", "Bancs", "Banken")


def bring_all(officer: FederalMembership, programme: Programme, at: datetime) -> Programme:
    """All three, each by its act."""
    who = {"actor": officer, "at": at}
    one = wording.take_articles(programme=programme, revision=programme.revision, **who)
    series = Series(SERIES, TITLE, Unit.COUNT)
    one = keying.put_series(programme=one, series=series, replaces=None, revision=one.revision, **who)
    parts = [Component((SERIES,), Fraction(100))]
    key = own_key(KEY, TITLE, Method.PROPORTIONAL, parts, False, one.decree.words.series)
    return keying.put_key(programme=one, key=key, replaces=None, revision=one.revision, **who)


def write_what_a_programme_may_bring(officer: FederalMembership, at: datetime) -> None:
    """One programme that ships, with all of it."""
    bring_all(officer, programmes.take_over(actor=officer, code="compensation-2017", at=at), at)

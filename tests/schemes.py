"""Reform schemes that nobody wrote, with whatever a file may say."""

import random

from jalon.law.income import Basis, Bracket, Category, Exemption, Scheme, Work
from jalon.law.income.scheme import AS_LAW
from jalon.law.sayings import Saying


def any_exemption(draw: random.Random) -> Exemption:
    """Up to four brackets, whole percents or not, amounts or the law's."""
    start, many = draw.choice([0, draw.randrange(80_000)]), draw.randrange(5)
    months = draw.choice([None, 36, draw.randrange(1, 40)])
    share = draw.choice([lambda: draw.randrange(101) * 100, lambda: draw.randrange(10_001)])
    floor = draw.choice([0, draw.randrange(20_000), AS_LAW])
    return Exemption(
        flat=draw.choice([0, draw.randrange(60_000), AS_LAW]),
        brackets=tuple(Bracket(start=start + n * 20_000, share=share()) for n in range(many)),
        floor=floor,
        ceiling=draw.choice([None, draw.randrange(20_000, 90_000), AS_LAW]),
        **draw.choice([{}, {"taper_from": draw.randrange(150_000), "taper_share": share()}]),
        months=months,
        within=draw.choice([None, None if months is None else 2 * months]),
    )


def any_scheme(draw: random.Random) -> Scheme:
    """For some work in some categories."""
    said: list[Exemption | Work] = [*draw.sample(list(Work), 2), any_exemption(draw), any_exemption(draw)]
    exemptions = {}
    for work in Work:
        one = draw.choice(said)
        for category in Category:
            one = draw.choice([one, one, draw.choice(said)])
            by_year = work is Work.ART and isinstance(one, Exemption) and AS_LAW in (one.flat, one.floor, one.ceiling)
            if draw.random() < 0.85 and not by_year:
                exemptions[work, category] = one
    basis = draw.choice(list(Basis))
    return Scheme(
        id="any",
        title=Saying("A scheme", "Une piste " + draw.choice(["", "x" * 80]), "Een spoor"),
        about=Saying("It says.", "Elle dit.", "Het zegt."),
        basis=basis,
        smoothing=draw.choice([1, 6]) if basis is Basis.MONTH else 1,
        exemptions=exemptions,
        law_otherwise=draw.random() < 0.5,
    )

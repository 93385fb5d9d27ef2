"""Files without a project: for whom none is asked, for whom one is missing, closed ones, those nobody answers for."""

from datetime import timedelta

from jalon.command.demo import activating
from jalon.command.demo.life import Life
from jalon.command.demo.stories import Story
from jalon.command.demo.texts import said
from jalon.domain.activation.enums import Activity
from jalon.domain.people import services as files
from jalon.domain.people.enums import Category, ExemptionReason, StatusKind
from jalon.domain.people.models import Partnership, Person


def broad(life: Life) -> None:
    """Helped with bills or housing, without income support."""
    day = life.ago(life.draw.randint(10, 1500))
    life.open(day)
    life.status(day, StatusKind.BROAD)


def equivalent(life: Life) -> None:
    """Aid equal to income support: a project is optional, a trajectory of social activation goes without."""
    days = life.draw.randint(20, 900)
    day = life.ago(days)
    life.open(day)
    life.status(day, StatusKind.EQUIVALENT)
    activating.goes_along(life, life.ago(min(days, 90)), Activity.DISCOVERY)


def obliged_in_time(life: Life) -> None:
    """The right was just granted; the three months still run."""
    day = life.ago(life.draw.randint(5, 70))
    life.open(day, young=life.draw.random() < 0.4)
    life.status(day)


def obliged_soon(life: Life) -> None:
    """A bilan is done, two weeks are left to conclude."""
    day = life.ago(life.draw.randint(77, 86))
    life.open(day)
    life.status(day)
    life.bilan(life.ago(life.draw.randint(10, 60)))


def obliged_late(life: Life) -> None:
    """Four to eight months with the right, and no project."""
    day = life.ago(life.draw.randint(115, 240))
    life.open(day, young=life.draw.random() < 0.5)
    life.status(day)


def returned(life: Life) -> None:
    """Comes from another centre where the right had just ended: no newcomer, no obligation."""
    day = life.ago(life.draw.randint(60, 700))
    life.open(day)
    life.status(day, previous_right_ended_on=day - timedelta(days=20))


def works_part_time(life: Life) -> None:
    """Works and receives a supplement."""
    day = life.ago(life.draw.randint(60, 500))
    life.open(day)
    life.status(day, works_part_time=True)


def homeless(life: Life) -> None:
    """Without a home, at the rate of an isolated person."""
    day = life.ago(life.draw.randint(30, 80))
    life.open(day)
    life.status(day, is_homeless=True, category=Category.ISOLATED)


def exempt(life: Life) -> None:
    """Exempted, to be looked at again in some months."""
    _exempt(life, ExemptionReason.EQUITY, since=60, review=life.draw.randint(20, 150))


def exempt_past_review(life: Life) -> None:
    """Exempted, and the day to look again has passed."""
    _exempt(life, ExemptionReason.HEALTH, since=260, review=-life.draw.randint(5, 80))


def _exempt(life: Life, reason: str, *, since: int, review: int) -> None:
    day = life.ago(since + 30)
    life.open(day)
    life.status(day)
    granted = life.ago(since)
    files.grant_exemption(
        actor=life.worker,
        person=life.person,
        reason=reason,
        explanation=said(f"exemption.{reason}", life.world.language),
        since=granted,
        review_on=life.on + timedelta(days=review),
        on=granted,
    )


def one_of_two(life: Life) -> None:
    """A household with children: the next file is the partner's."""
    day = life.ago(life.draw.randint(20, 80))
    life.open(day)
    life.status(day, category=Category.FAMILY)


def the_other(life: Life) -> None:
    """The partner of the file before, with an obligation of their own."""
    day = life.ago(19)
    life.open(day)
    life.status(day, category=Category.FAMILY)
    partner = Person.objects.open().exclude(pk=life.person.pk)
    partner = partner.exclude(pk__in=Partnership.objects.values("person_id"))
    other = partner.filter(statuses__category=Category.FAMILY).order_by("-opened_on", "id").first()
    if other:
        files.link_partner(actor=life.worker, person=life.person, partner=other, since=day, on=day)


def nobody_answers(life: Life) -> None:
    """Opened at the desk, waiting for a worker."""
    day = life.ago(life.draw.randint(1, 25))
    life.open(day, responsible=False)
    life.status(day, life.draw.choice([StatusKind.BROAD, StatusKind.INTEGRATION]))


def closed(life: Life) -> None:
    """A file that was closed."""
    opened, closed_on = life.ago(life.draw.randint(400, 1600)), life.ago(life.draw.randint(20, 380))
    life.open(opened)
    life.status(opened, life.draw.choice([StatusKind.BROAD, StatusKind.EQUIVALENT, StatusKind.INTEGRATION]))
    reason = said("ending", life.world.language)
    files.close_file(actor=life.worker, person=life.person, closed_on=closed_on, reason=reason, on=closed_on)


def reopened(life: Life) -> None:
    """Closed, then opened again and handed to a colleague."""
    closed(life)
    colleague = life.world.workers[(life.index + 1) % len(life.world.workers)]
    day = life.ago(12)
    files.reopen_file(actor=life.world.coordinator, person=life.person, responsible=colleague, on=day)
    life.worker = colleague
    life.status(day, StatusKind.BROAD)


STORIES = [
    Story("broad", broad),
    Story("equivalent", equivalent),
    Story("obliged_in_time", obliged_in_time),
    Story("obliged_soon", obliged_soon),
    Story("obliged_late", obliged_late),
    Story("returned", returned),
    Story("works_part_time", works_part_time),
    Story("homeless", homeless),
    Story("exempt", exempt),
    Story("exempt_past_review", exempt_past_review),
    Story("one_of_two", one_of_two),
    Story("the_other", the_other),
    Story("nobody_answers", nobody_answers),
    Story("closed", closed),
    Story("reopened", reopened),
]

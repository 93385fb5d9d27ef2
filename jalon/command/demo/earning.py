"""A few days of interim work beside the income support: worked out with the person, kept, corrected by the pay slip."""

from jalon.command.demo.life import Life
from jalon.command.demo.texts import said
from jalon.domain.exemption.asked import Asked
from jalon.domain.exemption.queries import known
from jalon.domain.exemption.services import keep
from jalon.law.income import Category, Earning, Work, Worked, months_covered

DAYS = (3, 4, 11, 12, 16, 18)


def interim_days(life: Life) -> None:
    """The last month the amounts cover, with half a job set beside it; then the right net pay."""
    month = months_covered()[1]
    told = known(life.person, month)
    days = tuple(month.replace(day=day) for day in DAYS)
    work = Worked(work=Work.INTERIM, net=430_00, days=days, employer=said("interim", life.world.language))
    asked = Asked(
        month=month,
        category=told.category or Category.SINGLE,
        calendar=(work,),
        has_piis=told.piis is not None,
        instead=Earning(work=Work.JOB, net=890_00),
    )
    first = keep(actor=life.worker, person=life.person, asked=asked, at=life.at(life.ago(9)))
    slip = Worked(work=work.work, net=452_35, days=days, employer=work.employer)
    keep(
        actor=life.worker,
        person=life.person,
        asked=Asked(**{**vars(asked), "calendar": (slip,)}),
        at=life.at(life.ago(2)),
        corrects=first,
        reason=said("pay_slip", life.world.language),
    )

"""An invented person of a centre of each language has a card, reads their project, and has things to say and answer."""

import secrets
from datetime import date, datetime, time, timedelta

from jalon.command.demo.measures import begin_apart
from jalon.command.demo.texts import said
from jalon.domain.accounts.models import User
from jalon.domain.centres.models import Centre, CentreSettings
from jalon.domain.core.clock import BRUSSELS
from jalon.domain.core.context import centre_context, person_context, sign_in_context
from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import MeasurementMoment, Moment
from jalon.domain.piis.enums import EvaluationState, State
from jalon.domain.piis.models import Evaluation
from jalon.domain.space import services
from jalon.domain.space.enums import Opinion
from jalon.domain.space.models import PersonAccess
from jalon.law.calendar import previous_working_day


def give_cards(on: date) -> None:
    """A card in the first centre of each language in which somebody has a project under way; again, nothing changes."""
    given: set[str] = set()
    for centre in Centre.objects.filter(closed_on__isnull=True).order_by("name_fr", "pk"):
        with centre_context(centre.pk):
            language = CentreSettings.objects.values_list("language", flat=True).first() or "fr"
            if language in given:
                continue
            if PersonAccess.objects.exists() or _tell(language, on):
                given.add(language)


def _tell(language: str, on: date) -> bool:
    """The card, the words on the last evaluation, and an interview asked for; False when nobody's life fits."""
    evaluations = Evaluation.objects.filter(
        state=EvaluationState.HELD,
        document__isnull=False,
        piis__state=State.RUNNING,
        piis__person__closed_on__isnull=True,
        piis__person__language=language,
        piis__person__responsible__isnull=False,
    )
    last = evaluations.select_related("piis__person__responsible").order_by("-held_on", "pk").first()
    if last is None:
        return False
    person, day = last.piis.person, previous_working_day(on - timedelta(days=2))
    at = datetime.combine(day, time(11, 20), tzinfo=BRUSSELS)
    card = services.make(actor=person.responsible, person=person, at=at, on=day)
    services.activate(proven=card.access, password=secrets.token_urlsafe(24), at=at, on=day)
    told = {"person_id": person.pk, "at": at, "on": day}
    about, wishes = said("own_space.about", language), said("own_space.wishes", language)
    with person_context(person.centre_id, person_id=person.pk, user_id=card.access.user_id):
        services.say(evaluation_id=last.pk, opinion=Opinion.AGREES, words=said("own_space.words", language), **told)
        services.ask_interview(about=about, wishes=wishes, **told)
    moment = {"code": "check_in", "moment": MeasurementMoment.CHECK_IN, "held_on": day, "on": day}
    measuring.begin(actor=person.responsible, person=person, **moment)  # to be answered in their own space
    begin_apart(person.responsible, person, Moment.MIDDLE, day)  # this too, before the next talk
    with sign_in_context(card.access.user_id):
        User.objects.filter(pk=card.access.user_id).update(is_demo=True)
    return True

"""A person with a project under way, an evaluation held, and a worker at the desk."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from jalon.domain.accounts.models import Membership, User
from jalon.domain.audit.models import JournalEntry
from jalon.domain.centres.models import Centre
from jalon.domain.core.context import centre_context
from jalon.domain.instruments import measuring
from jalon.domain.instruments import services as instruments
from jalon.domain.instruments.enums import Rated, Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.merging import Change
from jalon.domain.instruments.models import Bilan, BilanEntry, Measurement
from jalon.domain.people.models import Person
from jalon.domain.piis import services as piis
from jalon.domain.piis.drafts import CommitmentDraft
from jalon.domain.piis.enums import Opinion, Side
from jalon.domain.piis.models import Evaluation, PiisVersion
from jalon.domain.piis.queries import current_draft
from jalon.domain.space import services
from jalon.domain.space.models import PersonAccess
from tests.domain.piis.world import MONDAY, a_beneficiary, a_bilan, a_text, at, handed_over, running, with_third_party
from tests.factories import a_centre, a_member, a_person, a_status, a_user
from tests.signing_in import client_of

PASSWORD = "quatre mots sans rapport"


@dataclass
class Scene:
    """Who there is, and how to reach them."""

    centre: Centre
    worker: Membership
    person: Person
    evaluation: Evaluation
    access: PersonAccess | None = None

    def desk(self) -> Client:
        """The worker's browser."""
        return client_of(self.worker)

    def inside(self) -> Client:
        """The person's browser, once they chose a password."""
        client, card = Client(), a_card(self)
        client.post("/mine/start/", {"number": card.access.number, "code": card.code})
        answer = client.post("/mine/start/password/", {"password": PASSWORD, "again": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        self.access = card.access
        return client


def with_a_text_to_sign(scene: Scene) -> PiisVersion:
    """Somebody else of the centre, followed by the same worker: their text was handed over two weeks ago."""
    with centre_context(scene.centre.pk):
        scene.person = a_beneficiary(responsible=scene.worker)
        return handed_over(scene.person, on=timezone.localdate() - timedelta(days=14))


def with_a_change_to_sign(scene: Scene) -> PiisVersion:
    """A change of the person's project, handed over two weeks ago: of lines, and of a telephone number."""
    at = timezone.now() - timedelta(days=14)
    with centre_context(scene.centre.pk):
        project = scene.evaluation.piis
        text = current_draft(project)
        mine, _theirs, duty = text.commitments  # one changed, one taken out, one as it was, one more
        mine = replace(mine, text="J’écris mon CV et trois lettres.", due_on=MONDAY + timedelta(days=200))
        more = CommitmentDraft(side=Side.CENTRE, text="Le CPAS paie l’abonnement de bus.")
        reached = replace(text.third_parties[0], phone="02 999 99 99")
        draft = replace(text, commitments=(mine, duty, more), third_parties=(reached,))
        asked = {"asked_by": Side.PERSON, "reason": "Le bus.", "effective_on": timezone.localdate()}
        amendment = piis.prepare_amendment(actor=scene.worker, piis=project, draft=draft, at=at, **asked)
        return piis.hand_over_amendment(actor=scene.worker, amendment=amendment, at=at)


def offered(scene: Scene, *, ago: int, moment: str, level: int | None = None) -> Measurement:
    """Questions offered by the worker some days ago; answered on one level by both, when there is one."""
    at = timezone.now() - timedelta(days=ago)
    with centre_context(scene.centre.pk):
        begun = {"code": "empowerment", "moment": moment, "held_on": at.date(), "on": at.date()}
        rows = measuring.begin(actor=scene.worker, person=scene.person, **begun)
        for row in rows if level else []:
            by = scene.worker if row.rater == Rater.WORKER else ThePerson(scene.person)
            answers = {item.code: level for item in row.instrument.read.items}
            facts = {"actor": by, "measurement": row, "at": at}
            row = measuring.rate(answers=answers, comment="", revision=row.revision, **facts)
            measuring.finish(actor=by, measurement=row, revision=row.revision, at=at)
    return next(row for row in rows if row.rater == Rater.PERSON)


def a_bilan_rated_apart(scene: Scene) -> Bilan:
    """Both sides gave their levels; the talk's own words stand in the draft."""
    on, at = timezone.localdate(), timezone.now()
    with centre_context(scene.centre.pk):
        begun = {"person": scene.person, "moment": "middle", "held_on": on, "rated": Rated.APART}
        bilan = instruments.start(actor=scene.worker, on=on, **begun)
        sides = {
            Rater.PERSON: (ThePerson(scene.person), 2, "Il fait froid."),
            Rater.WORKER: (scene.worker, 4, "À revoir."),
        }
        for rater, (by, level, comment) in sides.items():
            row = Measurement.objects.select_related("instrument", "person").get(bilan=bilan, rater=rater)
            told = {"answers": {"housing": level}, "comment": comment, "revision": row.revision}
            if rater == Rater.PERSON:
                told["words"] = {"housing": {"words": "La chambre est humide."}}
            kept = measuring.rate(actor=by, measurement=row, at=at, **told)
            measuring.finish(actor=by, measurement=row, revision=kept.revision, at=at)
        entry = BilanEntry.objects.get(bilan=bilan, domain="housing")
        written = {"housing": Change(entry.revision, {"needs": "Un chauffage pour l’hiver."})}
        bilan.refresh_from_db()
        together = Change(bilan.revision, {"together": "Ensemble, on écrit au propriétaire."})
        instruments.save(actor=scene.worker, bilan=bilan, changes=written, together=together, at=at)
    return bilan


def a_card(scene: Scene) -> services.Card:
    """A card made at the desk."""
    with centre_context(scene.centre.pk):
        on = timezone.localdate()
        return services.make(actor=scene.worker, person=scene.person, at=timezone.now(), on=on)


def a_scene(name: str = "Dubois", centre: Centre | None = None, user: User | None = None) -> Scene:
    """Everything of one person."""
    centre, user = centre or a_centre("Val-Clair"), user or a_user()
    granted = date(2026, 2, 16)
    with centre_context(centre.pk):
        worker = a_member(user=user)
        person = a_person(name, responsible=worker)
        facts: dict[str, Any] = {"demanded_on": granted, "decided_on": granted, "notified_on": granted}
        a_status(person, since=granted, **facts)
        a_bilan(person)
        project = running(person, with_third_party(a_text()))
        evaluation = piis.record_evaluation(
            actor=worker,
            piis=project,
            held_on=MONDAY + timedelta(days=60),
            in_person=True,
            findings=(),
            at=at(MONDAY + timedelta(days=60)),
            went_well="Mon CV est prêt.",
            is_hard="Le bus ne passe plus.",
            next_steps="Chercher un stage.",
            opinion=Opinion.AGREES,
            person_comment="Merci.",
            signature_name=person.full_name,
        )
    return Scene(centre, worker, person, evaluation)


def verbs_of(scene: Scene) -> list[str]:
    """What the journal says of the person, in order."""
    with centre_context(scene.centre.pk):
        rows = JournalEntry.objects.filter(person_id=scene.person.pk).order_by("number")
        return list(rows.values_list("verb", flat=True))

"""Rows of many files, written together: what the services write for one file, table by table.

Only the plain run of things is here (a right, a bilan, a contract signed and approved, evaluations, an end); whatever
is rarer is lived through the services. Papers are rendered and frozen as the services do.
"""

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from django.db import models

from jalon.command.demo.life import World
from jalon.domain.accounts.models import Membership
from jalon.domain.audit.models import JournalEntry
from jalon.domain.core.context import current
from jalon.domain.instruments import catalogue, installing, papers
from jalon.domain.instruments.enums import BilanState
from jalon.domain.instruments.models import Bilan, BilanEntry, Measurement
from jalon.domain.people.models import Assignment, FileCounter, NameToken, Person, Status
from jalon.domain.piis.documents import freeze_text
from jalon.domain.piis.evaluation_papers import freeze_evaluation
from jalon.domain.piis.models import (
    Commitment,
    CommitmentReview,
    Decision,
    Ending,
    Evaluation,
    Piis,
    PiisEvent,
    PiisVersion,
    Signature,
    ThirdParty,
    VersionEvent,
)

# Each table after those it refers to; a version's fate after its signatures (see the migration of piis).
ORDER = (Person, NameToken, Assignment, Status, Bilan, BilanEntry, Measurement, Piis, ThirdParty, Commitment)
ORDER += (PiisVersion, Signature, VersionEvent, Decision, Evaluation, CommitmentReview, Ending, PiisEvent)


class Batch:
    """Rows waiting to be written, in one centre's context."""

    def __init__(self, world: World):
        self.world = world
        self.rows: dict[type[models.Model], list[Any]] = defaultdict(list)
        self.acts: list[JournalEntry] = []
        self.taken = set(Person.objects.exclude(niss_index=None).values_list("niss_index", flat=True))
        version = catalogue.instrument().version
        self.instrument = installing.bilan_version(actor=world.council, version=version, on=world.on)
        self.counters = dict(FileCounter.objects.values_list("year", "last"))

    def add(self, *rows: models.Model) -> None:
        """Keep rows until `write`."""
        for row in rows:
            self.rows[type(row)].append(row)

    def number(self, day: date) -> str:
        """The next file number of that year."""
        self.counters[day.year] = self.counters.get(day.year, 0) + 1
        return f"{day.year}-{self.counters[day.year]:05d}"

    def tell(
        self, actor: Membership, verb: str, subject: Any, person: Person, on: date, detail: dict[str, Any] | None = None
    ) -> None:
        """One row of the journal, in the order of what happened."""
        self.acts.append(
            JournalEntry(
                kind="act",
                verb=verb,
                actor=actor,
                actor_name=actor.name,
                person_id=person.pk,
                subject_type=subject._meta.label,
                subject_id=subject.pk,
                on=on,
                detail=detail or {},
                trace_id=current().trace_id,
            )
        )

    def write(self) -> None:
        """Everything kept, then the papers that can only be made from stored rows."""
        finished = [(one, one.finished_at) for one in self.rows[Bilan]]
        for bilan, _at in finished:
            bilan.state, bilan.finished_at, bilan.finished_by = BilanState.DRAFT, None, None
        for version in self.rows[PiisVersion]:
            self._contract(version)
        for model in ORDER:
            model.objects.bulk_create(self.rows.get(model, []))
        self._bilans(finished)
        self._evaluations()
        JournalEntry.objects.bulk_create(self.acts)
        for year, last in self.counters.items():
            FileCounter.objects.update_or_create(year=year, defaults={"last": last})

    def _contract(self, version: PiisVersion) -> None:
        """The contract's paper, and once all have signed the signed copy."""
        facts = {"centre": self.world.centre, "version_id": version.pk, "number": 1, "sha256": version.sha256}
        facts |= {"language": version.language}
        version.document = freeze_text(version.data, made_at=version.made_at, **facts)
        given = [one for one in self.rows[Signature] if one.version_id == version.pk]
        if given:
            freeze_text(version.data, made_at=max(one.signed_at for one in given), given=given, **facts)

    def _bilans(self, finished: list[tuple[Bilan, datetime]]) -> None:
        for bilan, at in finished:
            papers.freeze_filled(bilan, at=at)
            bilan.state, bilan.finished_at, bilan.finished_by = BilanState.FINISHED, at, bilan.author
        Bilan.objects.bulk_update([one for one, _at in finished], ["state", "finished_at", "finished_by"])

    def _evaluations(self) -> None:
        rows = self.rows.get(Evaluation, [])
        for one in rows:
            one.document = freeze_evaluation(one, centre=self.world.centre, made_at=one.recorded_at)
        Evaluation.objects.bulk_update(rows, ["document"])

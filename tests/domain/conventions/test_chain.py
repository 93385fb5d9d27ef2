"""From the invitation to the advance that is due, and every way back; who may not is refused, twice."""

import io

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from jalon.domain.audit.models import JournalEntry
from jalon.domain.conventions import services
from jalon.domain.conventions.content import asked, sum_checks, values_of
from jalon.domain.conventions.enums import State
from jalon.domain.conventions.models import (
    Advance,
    Answer,
    Convention,
    Draft,
    Note,
    Paper,
    Signature,
    TimeRequest,
    Version,
)
from jalon.domain.conventions.paper import letter
from jalon.domain.conventions.queries import (
    advance_of,
    draft_of,
    invited_until,
    last_remarks,
    last_version,
    last_year,
    paper_of,
    rows,
    signatures,
    signatures_missing,
    time_asked,
    versions,
    waits_for,
)
from jalon.domain.core.context import centre_context, federal_context
from jalon.domain.core.errors import Conflict, DomainError, InvalidInput, NotAllowed
from jalon.domain.core.transitions import TransitionRefused
from tests.domain.conventions import scene
from tests.domain.conventions.scene import AT, CHECKS, FIELDS, UNTIL, a_world, at, of
from tests.factories import a_member
from tests.scene import played, shared

world_of_module = shared(a_world)


@pytest.fixture
def world(world_of_module):
    with played(world_of_module) as world:
        yield world


def test_a_convention_goes_from_the_invitation_to_the_advance(world):
    ours, theirs = world.ours, world.theirs
    scene.invited(world)
    assert of(ours).language == "fr" and of(theirs).language == "nl"
    with federal_context():
        assert services.invitable(world.decision) == [], "nobody is invited twice"
        with pytest.raises(InvalidInput):
            services.invite(actor=world.officer, decision=world.decision, centres=[ours.centre.pk], until=UNTIL, at=AT)
        with pytest.raises(NotAllowed):
            services.invite(actor=world.cabinet, decision=world.decision, centres=[], until=UNTIL, at=AT)

    one = of(ours)
    with centre_context(ours.centre.pk), pytest.raises(NotAllowed):
        services.save(actor=ours.worker, convention=one, fields={}, reply="", revision=0, at=at(1))
    scene.written(ours, one, **{"A": "e\u0301" * 501, "2": 29})
    with centre_context(ours.centre.pk):
        draft = draft_of(one)
        assert [check.whole for check in sum_checks(asked(one), draft.fields)] == [29]
        with pytest.raises(InvalidInput, match="501 caractères, pour 500"):
            services.send(actor=ours.secretary, convention=one, revision=draft.revision, at=at(2))
        with pytest.raises(NotAllowed):
            services.send(actor=ours.coordinator, convention=one, revision=draft.revision, at=at(2))
        with pytest.raises(Conflict) as told:
            services.save(actor=ours.secretary, convention=one, fields={}, reply="", revision=0, at=at(2))
        assert told.value.theirs.fields["2"] == 29, "nothing was overwritten"
    scene.written(ours, one, A="Un atelier pour le 85.07.30-033.28 et d’autres.")
    with centre_context(ours.centre.pk), pytest.raises(InvalidInput, match="un numéro national"):
        services.send(actor=ours.secretary, convention=one, revision=draft_of(one).revision, at=at(2))
    scene.sent(ours, one)

    with federal_context():
        seen = rows(Convention).get(pk=one.pk)
        services.analyse(
            actor=world.officer, convention=seen, checks=CHECKS[:2], remarks={"A": "Plus concret.", "Z": "?"}, words="",
            at=at(3),
        )  # fmt: skip
        kept = rows(Note).get()
        assert kept.checks == ["collective", "concrete"] and kept.remarks == {"A": "Plus concret."}
        with pytest.raises(InvalidInput):
            services.send_back(actor=world.officer, convention=seen, remarks={}, words="", at=at(3))
        services.send_back(actor=world.officer, convention=seen, remarks=kept.remarks, words="", at=at(40))
    one = of(ours)
    assert one.state == State.BACK and one.entry_until > UNTIL, "a text given back late has days to be mended"
    with centre_context(ours.centre.pk):
        assert last_remarks(one).remarks == {"A": "Plus concret."}
        assert values_of(last_version(one).content) == FIELDS
    scene.sent(ours, one, days=41, A="Un atelier de cuisine le mardi, un de langue le jeudi.")
    with centre_context(ours.centre.pk):
        assert [each.number for each in versions(one)] == [2, 1]

    with federal_context():
        one = rows(Convention).get(pk=one.pk)
        with pytest.raises(InvalidInput, match="Expliquez"):
            services.advise(actor=world.officer, convention=one, favourable=False, checks=CHECKS, words="", at=at(42))
    scene.advised(world, one)
    with centre_context(ours.centre.pk), pytest.raises(TransitionRefused):
        services.sign(actor=ours.president, convention=one, shown="", at=at(42))
    scene.approved(world, one)
    one = of(ours)
    assert waits_for(one, on=one.sign_until)[0] == "centre" and (one.sign_until - at(5).date()).days == 7
    scene.signed(ours, ours.president, one)
    with centre_context(ours.centre.pk):
        assert signatures_missing(signatures(last_version(one))) == ["secretary"]
        with pytest.raises(DomainError, match="déjà signé"):
            services.sign(actor=ours.president, convention=one, shown=scene.paper_hash(one), at=at(7))
        twin = a_member(
            "secretary", user=None, email="twin@example.org", user_id=ours.president.user_id, state="active"
        )
        with pytest.raises(DomainError, match="même personne"):
            services.sign(actor=twin, convention=one, shown=scene.paper_hash(one), at=at(7))
        with pytest.raises(Conflict):
            services.sign(actor=ours.secretary, convention=one, shown="0" * 64, at=at(7))
    with federal_context(), pytest.raises(TransitionRefused):
        services.sign_for_minister(actor=world.cabinet, convention=one, shown="", at=at(7))
    scene.signed(ours, ours.secretary, one)
    scene.signed_by_minister(world, one)
    with centre_context(ours.centre.pk):
        one = of(ours)
        advance = advance_of(one)
        assert one.state == State.IN_FORCE and advance.cents == one.cents * 50 // 100
        with pikepdf.open(io.BytesIO(paper_of(last_version(one)).content)) as pdf:
            carried = pdf.attachments["convention.json"].get_file().read_bytes()
        assert carried == last_version(one).content.encode(), "a program reads what the two sides signed"
        told = list(JournalEntry.objects.filter(subject_id=one.pk).order_by("number").values_list("verb", flat=True))
        assert told.count("convention.sent") == 2 and told.count("convention.signed") == 2
        letters = [letter(one, language=each, made_at=AT) for each in ("fr", "nl", "de")]
        assert len({each.sha256 for each in letters}) == 3

        new = services.amend(actor=ours.president, convention=one, reason="Un public plus large.", at=at(20))
        assert new.number == 1 and draft_of(new).fields["1"] == 40
        with pytest.raises(DomainError, match="déjà en cours"):
            services.amend(actor=ours.secretary, convention=one, reason="Encore un autre.", at=at(20))
    with federal_context():
        services_extended = rows(Convention).get(pk=new.pk)
        services.extend(
            actor=world.officer, convention=services_extended, until=UNTIL.replace(year=2027), reason="Nouvel avenant",
            at=at(20),
        )  # fmt: skip
    scene.sent(ours, new, days=22, **{"1": 60})
    scene.advised(world, new)
    scene.approved(world, new)
    scene.signed(ours, ours.president, new)
    scene.signed(ours, ours.secretary, new)
    scene.signed_by_minister(world, new)
    with centre_context(ours.centre.pk):
        assert Advance.objects.count() == 1, "an amendment makes no second advance due"
        one.facts["year"] += 1
        assert last_year(one)[1]["1"] == 60, "last year's values are those in force, amendments included"


def test_a_late_refused_or_withdrawn_centre_comes_back_only_when_a_person_grants_it(world):
    ours, theirs = world.ours, world.theirs
    scene.invited(world)
    one, other = of(ours), of(theirs)
    scene.written(ours, one)
    with centre_context(ours.centre.pk), pytest.raises(DomainError, match="délai"):
        services.send(actor=ours.president, convention=one, revision=1, at=at(60))
    with federal_context():
        with pytest.raises(InvalidInput):
            services.extend(actor=world.officer, convention=one, until=at(90).date(), reason="", at=at(60))
        with pytest.raises(NotAllowed):
            services.extend(actor=world.cabinet, convention=one, until=at(90).date(), reason="Grippe", at=at(60))
        before = letter(one, language="fr", made_at=one.invited_at)
        services.extend(actor=world.officer, convention=one, until=at(90).date(), reason="Déménagement", at=at(60))
    with centre_context(ours.centre.pk):
        assert (invited_until(of(ours)), of(ours).entry_until) == (UNTIL, at(90).date())
        again = letter(of(ours), language="fr", made_at=one.invited_at)
        assert again.sha256 == before.sha256, "the letter keeps the day it gave; the new one is told beside"
    with centre_context(ours.centre.pk):
        services.send(actor=ours.president, convention=one, revision=1, at=at(61))
    with centre_context(theirs.centre.pk):
        services.withdraw(actor=theirs.secretary, convention=other, reason="Pas de personnel.", at=at(3))
    with federal_context():
        services.reopen(actor=world.officer, convention=other, until=at(30).date(), reason="Engagement fait", at=at(9))
    assert of(theirs).state == State.DRAFT

    scene.advised(world, one)
    with federal_context():
        services.return_advice(actor=world.cabinet, convention=one, reason="Et les nombres ?", at=at(62))
    scene.advised(world, one)
    scene.approved(world, one)
    scene.signed(ours, ours.president, one)
    with federal_context():
        services.recall(
            actor=world.cabinet, convention=one, until=at(99).date(), reason="Une erreur dans l’article 2", at=at(63)
        )
    scene.sent(ours, one, days=65, A="Autre texte")
    scene.advised(world, one)
    scene.approved(world, one)
    with centre_context(ours.centre.pk):
        assert signatures(last_version(one)) == {}, "the signature on the text before does not count for this one"
        assert Signature.objects.count() == 1
    with federal_context():
        assert rows(Signature).count() == 1
        with pytest.raises(TransitionRefused):
            services.refuse(actor=world.cabinet, convention=one, reason="Trop tard", at=at(70))


def test_a_centre_asks_for_time_and_is_answered_with_a_day(world):
    ours, theirs = world.ours, world.theirs
    scene.invited(world)
    one = of(ours)

    def asks(actor, reason="Déménagement des bureaux.", days=40):
        return services.ask_time(actor=actor, convention=one, reason=reason, at=at(days))

    with centre_context(theirs.centre.pk), pytest.raises(NotAllowed):
        asks(theirs.coordinator)
    with centre_context(ours.centre.pk):
        with pytest.raises(NotAllowed):
            asks(ours.worker)
        with pytest.raises(InvalidInput):
            asks(ours.coordinator, reason="")
        assert time_asked([one]) == {}
        assert {one.pk: asks(ours.coordinator)} == time_asked([one])
        with pytest.raises(DomainError, match="déjà demandé"):
            asks(ours.president)
        assert JournalEntry.objects.get(verb="convention.time_asked").detail["reason"].startswith("Déménagement")
    with federal_context():
        every = list(rows(Convention))
        assert {pk: asked.by_name for pk, asked in time_asked(every).items()} == {one.pk: ours.coordinator.name}
        with pytest.raises(DatabaseError), transaction.atomic():
            TimeRequest._base_manager.bulk_create([TimeRequest(centre_id=one.centre_id, convention_id=one.pk, at=AT)])
        services.extend(actor=world.officer, convention=one, until=at(60).date(), reason="Déménagement", at=at(41))
        assert time_asked(every) == {}
    with centre_context(ours.centre.pk):
        assert asks(ours.president, days=59), "more time may be asked again"
        scene.sent(ours, one, days=60)
        assert time_asked([of(ours)]) == {}, "what is sent waits for nothing"
        with pytest.raises(TransitionRefused):
            asks(ours.president, days=61)


def _refused(sql: str, *params: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, params)


def test_the_database_itself_keeps_each_side_to_its_part(world):
    ours, theirs = world.ours, world.theirs
    scene.invited(world)
    one = of(ours)
    scene.sent(ours, one)
    with centre_context(theirs.centre.pk):
        assert not rows(Convention).filter(pk=one.pk).exists() and not Version.objects.exists()
    with federal_context():
        _refused("SELECT 1 FROM conventions_draft")
        _refused("UPDATE conventions_convention SET state = 'centre_signed' WHERE id = %s", one.pk)
        _refused("UPDATE conventions_convention SET state = 'in_force' WHERE id = %s", one.pk)
        _refused("UPDATE conventions_convention SET cents = cents + 1 WHERE id = %s", one.pk)
        _refused("UPDATE conventions_version SET content = '' WHERE convention_id = %s", one.pk)
        _refused("DELETE FROM conventions_answer")
    with centre_context(ours.centre.pk):
        _refused("SELECT 1 FROM conventions_note")
        _refused("UPDATE conventions_convention SET state = 'advised' WHERE id = %s", one.pk)
        _refused("UPDATE conventions_convention SET entry_until = '2099-01-01' WHERE id = %s", one.pk)
        _refused("INSERT INTO conventions_answer (centre_id, id) VALUES (%s, gen_random_uuid())", ours.centre.pk)
        _refused("INSERT INTO conventions_advance (centre_id, id) VALUES (%s, gen_random_uuid())", ours.centre.pk)
        version = last_version(one)
        _refused(
            "INSERT INTO conventions_version (centre_id, id, convention_id, number, content, sha256, sent_at, "
            "sent_by_name) VALUES (%s, gen_random_uuid(), %s, 2, 'x', encode(sha256('x'), 'hex'), now(), '')",
            ours.centre.pk, one.pk,
        )  # fmt: skip
    scene.advised(world, one)
    scene.approved(world, one)
    told = "centre_id, id, convention_id, version_id, capacity, name, member_id, version_hash, paper_hash, signed_at"
    values = "%s, gen_random_uuid(), %s, %s, %s, '', %s, %s, %s, now()"
    with centre_context(ours.centre.pk):
        paper = paper_of(version).sha256
        facts = [ours.centre.pk, one.pk, version.pk]
        insert = f"INSERT INTO conventions_signature ({told}) VALUES ({values})"
        _refused(insert, *facts, "minister", ours.president.pk, version.sha256, paper)
        _refused(insert, *facts, "president", ours.president.pk, "0" * 64, paper)
    with federal_context():
        _refused(insert, *facts, "president", None, version.sha256, paper)
        _refused(insert, *facts, "minister", None, version.sha256, paper)
        assert rows(Paper).count() == 1 and rows(Answer).filter(kind="approved").count() == 1
    with centre_context(ours.centre.pk):
        assert Draft.objects.count() == 1

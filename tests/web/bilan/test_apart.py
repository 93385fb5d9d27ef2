"""The levels of a bilan given apart, on the worker's pages: their own side alone until both are in."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.models import Bilan, Measurement
from jalon.web.piis.shelves import needs_of
from tests.factories import a_person
from tests.web.bilan.test_around import about

pytestmark = pytest.mark.django_db


def test_a_worker_sees_their_own_side_alone_then_both_with_the_gap(house, worker):
    with house.context():
        house.person = a_person("Diallo", "Awa", responsible=house.worker)
    start = reverse("bilan:start", args=[house.person.pk])
    assert "chacun de son côté" in worker.get(start).text
    assert worker.post(start, about(moment="start", rated="apart")).status_code == 302
    with house.context():
        house.bilan = Bilan.objects.get(person=house.person)
        rows = {one.rater: one for one in Measurement.objects.select_related("person", "instrument")}

    page = worker.get(house.url())
    assert 'name="housing-words"' in page.text and "housing-rating_person" not in page.text
    assert 'name="housing-rating_worker"' in page.text, "the worker's own levels stand beside the words"
    hand, rate = (reverse(f"measures:{name}", args=[house.person.pk, rows["person"].pk]) for name in ("hand", "rate"))
    own = reverse("measures:rate", args=[house.person.pk, rows["worker"].pk])
    assert hand in page.text and rate not in page.text and house.url("join") in page.text
    assert worker.get(own)["Location"] == worker.post(own, {})["Location"] == house.url(), "one page for both"
    assert worker.get(house.url("join")).status_code == worker.get(hand).status_code == 200
    assert worker.get(rate)["Location"] == house.url(), "they give their own first"

    with house.context():
        told = {"answers": {"housing": 2}, "comment": "Il fait froid.", "at": timezone.now()}
        told["words"] = {"housing": {"words": "La chambre est humide.", "aspirations": "Un balcon"}}
        them = ThePerson(house.person)
        row = measuring.rate(actor=them, measurement=rows["person"], revision=1, **told)
        assert measuring.must_rate_first(row)
    assert rate not in worker.get(house.url()).text
    with house.context():
        measuring.finish(actor=them, measurement=row, revision=row.revision, at=timezone.now())
    page = worker.get(house.url()).text
    assert "told__level" not in page and house.url("join") not in page
    assert "Il fait froid" not in page and "humide" not in page
    assert "des deux côtés" in worker.get(house.url("finish")).text
    assert worker.post(house.url("finish"), {"revision": "1"}).status_code != 302

    give = own.replace("rate", "finish")
    levels = {"housing-rating_worker": "4", "housing-revision": "99", "version": "1"}
    quiet = worker.post(house.url("save"), levels, headers={"X-Jalon-Autosave": "1"}).json()
    assert quiet["seen"] == ["housing"] and not quiet["clashes"]
    assert worker.post(house.url("save"), {**levels, "then": "levels"})["Location"] == give
    page = worker.get(house.url()).text
    assert re.search(r'name="housing-rating_worker" value="4"[^>]* checked', page) and give in page
    assert "humide" not in page and house.url("finish") not in page
    assert worker.post(give, {"version": "2", "comment": "x" * 2001}).status_code == 400
    worker.post(give, {"version": "2", "comment": "À revoir ensemble."})
    page = worker.get(house.url()).text
    assert "La chambre est humide." in page and "Écrit par Awa" in page and "À revoir ensemble." in page
    assert "Écart de 2 niveaux" in page and "Awa 2" in page and "Il fait froid." in page
    assert "housing-rating" not in page, "what is given is read, no longer chosen"
    assert "remarques comprises" in worker.get(house.url("finish")).text, "said before, not found out after"
    with house.context():
        house.bilan.refresh_from_db()
    assert worker.post(house.url("finish"), {"revision": str(house.bilan.revision)}).status_code == 302
    read = worker.get(house.url()).text
    assert "Il fait froid." in read and "La chambre est humide." in read and read.count('told__level"') == 2
    assert "La chambre est humide." in worker.get(house.url("compare")).text
    with house.context():
        wish = needs_of(house.person, timezone.localdate()).entries["housing"]
        assert wish.aspirations == "Un balcon", "proposed among the aims of a project, in the person's own words"
        assert Measurement.objects.filter(bilan=house.bilan, rater=Rater.PERSON).count() == 1


def test_on_the_device_handed_over_the_person_writes_of_each_domain_too(house, worker):
    with house.context():
        house.person = a_person("Diallo", "Awa", responsible=house.worker)
    worker.post(reverse("bilan:start", args=[house.person.pk]), about(moment="start", rated="apart"))
    with house.context():
        house.bilan = Bilan.objects.get(person=house.person)
        row = Measurement.objects.get(bilan=house.bilan, rater=Rater.PERSON)
    worker.post(reverse("measures:hand", args=[house.person.pk, row.pk]))
    here, end = reverse("measures:handed"), reverse("measures:handed_finish")
    page = worker.get(here)
    assert page.text.count("<textarea") == 53 and len(page.content) < 150_000
    sent = {"version": "1", "words-housing-needs": "Un chauffage", "words-money-words": ""}
    assert worker.post(here, sent)["Location"] == end
    assert "Un chauffage" in worker.get(end).text and "Ce dont vous avez besoin" in worker.get(end).text
    assert worker.post(end, {"version": "2"}).status_code == 302
    with house.context():
        row.refresh_from_db()
        assert (row.words, row.is_finished) == ({"housing": {"needs": "Un chauffage"}}, True)

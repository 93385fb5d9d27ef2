"""The levels of a bilan given apart, on the worker's pages: their own side alone until both are in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jalon.domain.instruments import measuring
from jalon.domain.instruments.enums import Rater
from jalon.domain.instruments.measuring import ThePerson
from jalon.domain.instruments.models import Bilan, Measurement
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
    assert 'name="housing-words"' in page.text and "housing-rating" not in page.text, "words together, levels apart"
    hand, rate = (reverse(f"measures:{name}", args=[house.person.pk, rows["person"].pk]) for name in ("hand", "rate"))
    own = reverse("measures:rate", args=[house.person.pk, rows["worker"].pk])
    assert hand in page.text and own in page.text and rate not in page.text and house.url("join") in page.text
    assert worker.get(house.url("join")).status_code == worker.get(hand).status_code == 200
    assert worker.get(rate)["Location"] == house.url(), "they give their own first"

    with house.context():
        told = {"answers": {"housing": 2}, "comment": "Il fait froid.", "at": timezone.now()}
        them = ThePerson(house.person)
        row = measuring.rate(actor=them, measurement=rows["person"], revision=1, **told)
        assert measuring.must_rate_first(row)
    assert rate not in worker.get(house.url()).text
    with house.context():
        measuring.finish(actor=them, measurement=row, revision=row.revision, at=timezone.now())
    page = worker.get(house.url()).text
    assert "told__level" not in page and "Il fait froid" not in page and house.url("join") not in page
    assert "des deux côtés" in worker.get(house.url("finish")).text
    assert worker.post(house.url("finish"), {"revision": "1"}).status_code != 302

    worker.post(own, {"item-housing": "4", "version": "1", "then": "finish"})
    worker.post(own.replace("rate", "finish"), {"version": "2"})
    page = worker.get(house.url()).text
    assert "Écart de 2 niveaux" in page and "Awa 2" in page and "Il fait froid." in page
    assert "housing-rating" not in page
    with house.context():
        house.bilan.refresh_from_db()
    assert worker.post(house.url("finish"), {"revision": str(house.bilan.revision)}).status_code == 302
    read = worker.get(house.url()).text
    assert "Il fait froid." in read and read.count('told__level"') == 2
    with house.context():
        assert Measurement.objects.filter(bilan=house.bilan, rater=Rater.PERSON).count() == 1

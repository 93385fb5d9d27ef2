"""From the file of a person to the paper of an evaluation, page by page, without any script."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jalon.domain.piis.enums import Side, State
from jalon.domain.piis.models import Evaluation, Piis
from tests.domain.piis.world import MAY_SIGN
from tests.web.piis.pages import form_of, typed

pytestmark = pytest.mark.django_db


def written(fields):
    return typed(
        fields,
        aims="Je veux un travail près de chez moi.",
        person=["J’écris mon CV.", "Je vais au cours de néerlandais."],
        centre=["Le CPAS m’aide à l’écrire."],
    )


def handed_over(worker, person):
    page = worker.get(reverse("piis:new", args=[person.pk]))
    answer = worker.post(page.request["PATH_INFO"], {**written(form_of(page)), "hand_over": "1"})
    assert answer.status_code == 302, answer.text
    return answer["Location"]


def sign_page(client, show):
    return client.get(client.get(f"{show}sign/")["Location"])


def sign(client, page, **named):
    fields = form_of(page)
    for side, name in named.items():
        fields |= {f"{side}-name": name, f"{side}-confirmed": "on"}
    return client.post(page.request["PATH_INFO"], fields)


def test_the_whole_chain_without_script(office, person, worker, president, clock):
    assert "Préparer un PIIS" in worker.get(reverse("people:file", args=[person.pk])).text
    show = handed_over(worker, person)
    assert "peut signer à partir du" in worker.get(show).text
    clock(MAY_SIGN)
    page = sign_page(worker, show)
    assert "Je vais au cours de néerlandais." in page.text
    answer = sign(worker, page, person="Camille Dubois", centre="Ada Val-Clair")
    assert answer.status_code == 302, answer.text
    council = president()
    page = council.get(show)
    answer = council.post(f"{show}decide/", form_of(page, "decided_on"))
    assert answer.status_code == 302, answer.text
    clock(MAY_SIGN + timedelta(days=60))
    page = worker.get(f"{show}evaluate/")
    answer = worker.post(f"{show}evaluate/", {**form_of(page), "went_well": "Le CV est écrit.", "paper": "1"})
    assert answer.status_code == 302, answer.text
    paper = worker.get(answer["Location"])
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    with office.context():
        piis = Piis.objects.get()
        assert piis.state == State.RUNNING
        assert [one.side for one in piis.commitments.order_by("position")] == [Side.PERSON, Side.PERSON, Side.CENTRE]
        assert Evaluation.objects.get().went_well == "Le CV est écrit."

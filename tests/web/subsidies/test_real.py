"""The real 589 centres through the pages the administration uses: sent, shared, decided, read."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jalon.domain.centres.models import Centre
from jalon.domain.centres.services import import_list
from jalon.domain.core.context import federal_context, operator_context
from jalon.domain.subsidies.models import Award, Programme
from tests.domain.centres.conftest import real_list
from tests.factories import a_federal_member, a_user
from tests.signing_in import client_of

pytestmark = pytest.mark.django_db


def test_the_589_centres_are_shared_and_decided_to_the_cent_through_the_pages():
    content = real_list(2018)
    with operator_context():
        import_list(content=content, on=date(2018, 1, 1))
    officer = client_of(a_federal_member(a_user()))
    officer.post(reverse("programmes:shipped", args=["big_cities-2016"]))
    with federal_context():
        programme = Programme.objects.get()
    told = {"title": "Habitants", "data_on": "2018-01-01", "source": "Statbel", "certainty": "found"}
    sent = officer.post(
        reverse("programmes:import", args=[programme.pk]), {**told, "file": SimpleUploadedFile("list.csv", content)}
    )
    assert sent.status_code == 302, sent.content.decode()
    share = reverse("programmes:share", args=[programme.pk, "activation"])
    with federal_context():
        dataset = programme.datasets.get()
    terms = {"list": str(dataset.pk), "key": "inhabitants", "budget": "6 534 763,86"}
    page = officer.get(share, {**terms, "b-budget": "9 415 000"})
    assert sum(one.cents for one in page.context["asked"].second.outcome.sharing.shares) == 941500000
    assert page.context["change"].more == 589
    decide = reverse("programmes:decide", args=[programme.pk, "activation"])
    body = {"shown": page.context["asked"].first.sha256, "reason": "Arrêté du 15 février 2016"}
    query = f"list={dataset.pk}&key=inhabitants&budget=6534763,86"
    assert officer.post(f"{decide}?{query}", body).status_code == 302
    with federal_context():
        cents = list(Award._base_manager.values_list("cents", flat=True))
    assert (len(cents), sum(cents)) == (Centre.objects.count(), 653476386) == (589, 653476386)

"""People who sign in, and a work page to go to."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.models import Membership, Team, User
from jalon.domain.accounts.permissions import is_coordinator
from jalon.domain.core.context import centre_context
from jalon.web.access.gate import page
from tests.factories import a_centre, a_member, a_user

PASSWORD = "correct-horse-battery"


@page("centre")
def work(request: HttpRequest) -> HttpResponse:
    """A page of the centre; sending it makes a team."""
    if request.method == "POST":
        Team.objects.create(name=request.POST["name"])
    return HttpResponse(
        f"{request.centre.name_fr} {request.member.role} {','.join(t.name for t in Team.objects.all())}"
    )


@page("centre", who=is_coordinator)
def coordinators(request: HttpRequest) -> HttpResponse:
    """A page of coordinators."""
    return HttpResponse("yes")


@page("federal")
def federal(request: HttpRequest) -> HttpResponse:
    """A page of the administration."""
    return HttpResponse(f"federal {request.member.name}")


def undeclared(request: HttpRequest) -> HttpResponse:
    """Nobody said whose page this is."""
    return HttpResponse("leak")


urlpatterns = [
    path("desk/", work),
    path("coordinators/", coordinators),
    path("federal-desk/", federal),
    path("undeclared/", undeclared),
    path("", include("jalon.config.urls")),
]


@pytest.fixture(autouse=True)
def addresses() -> Iterator[None]:
    """The real addresses and the pages above."""
    with override_settings(ROOT_URLCONF="tests.web.access.conftest"):
        yield


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the commit happens at once: a test's own transaction never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda act, using=None, robust=False: act())


def somebody(name: str = "Ada Lovens", role: Role = Role.WORKER, centre: str = "Val-Clair", **facts: Any) -> Membership:
    """A member who may sign in."""
    user = a_user(name, **facts)
    with centre_context(a_centre(centre).pk):
        return a_member(role, user=user)


def also_in(user: User, centre: str, role: Role = Role.WORKER) -> Membership:
    """The same person in another centre."""
    with centre_context(a_centre(centre).pk):
        return a_member(role, user=user)


def sign_in(client: Client, email: str, password: str = PASSWORD, **facts: Any) -> HttpResponse:
    """Type address and password."""
    return client.post("/account/login/", {"login": email, "password": password, **facts})


def change(member: Membership, **facts: Any) -> None:
    """Change a membership behind everybody's back."""
    with centre_context(member.centre_id):
        Membership.objects.filter(pk=member.pk).update(**facts)


@pytest.fixture
def member(db: None) -> Membership:
    """Ada, a social worker."""
    return somebody()


@pytest.fixture
def at_work(client: Client, member: Membership) -> Client:
    """Ada, signed in, in her centre."""
    sign_in(client, member.email)
    client.get("/centres/choose/")
    return client

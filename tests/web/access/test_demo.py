"""One click lets invented people in, in a demonstration and nowhere else."""

import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.test import Client, override_settings

from jalon.domain.accounts.models import User
from tests.factories import a_federal_member, a_user
from tests.web.access.conftest import sign_in, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def invented(db):
    return somebody("Inès Inventée", is_demo=True)


def test_the_sign_in_page_lists_one_invented_person_a_role_and_a_place(client, invented):
    real = somebody("Réelle Personne", centre="Haut-Pré")
    officer = a_user("Fé Déral", is_demo=True)
    a_federal_member(officer)
    page = client.get("/account/login/").content.decode()
    assert "Inès Inventée" in page
    assert "Fé Déral" in page
    assert real.name not in page


def test_a_dutch_speaking_centre_bears_its_own_name_beside_a_french_speaking_one(client, invented):
    somebody("Lotte Uitgevonden", centre="Gent", is_demo=True, language="nl")
    somebody("Zoé Autre", centre="Haut-Pré", is_demo=True)
    page = client.get("/account/login/").content.decode()
    assert '<details open><summary lang="fr">CPAS de Haut-Pré</summary>' in page
    assert '<details open><summary lang="nl">OCMW Gent</summary>' in page
    assert '<details><summary lang="fr">CPAS de Val-Clair</summary>' in page


def test_jalon_speaks_the_language_of_whoever_one_signs_in_as(client, invented):
    dutch = somebody("Lotte Uitgevonden", centre="Gent", is_demo=True, language="nl")
    for person, language in ((dutch, "nl"), (invented, "fr")):
        client.post("/demo/sign-in/", {"user": str(person.user_id)})
        assert f'<html lang="{language}"' in client.get("/account/").content.decode()


def test_one_click_signs_in(client, invented):
    assert client.post("/demo/sign-in/", {"user": str(invented.user_id)})["Location"] == "/centres/choose/"
    client.get("/centres/choose/")
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("user", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_nobody_else_is_signed_in_by_a_click(client, member, user):
    assert client.post("/demo/sign-in/", {"user": user}).status_code == 404
    assert client.post("/demo/sign-in/", {"user": str(member.user_id)}).status_code == 404
    assert client.get("/demo/sign-in/").status_code == 405
    assert client.get("/desk/").status_code == 302


@pytest.mark.parametrize("settings", [{"JALON_DEMO": False}, {"JALON_PRODUCTION": True}])
def test_outside_a_demonstration_the_door_is_not_there(client, invented, settings):
    with override_settings(**settings):
        assert client.post("/demo/sign-in/", {"user": str(invented.user_id)}).status_code == 404
        assert "Inès" not in client.get("/account/login/").content.decode()


def test_invented_people_of_a_carried_database_sign_in_to_nothing(client, invented):
    client.post("/demo/sign-in/", {"user": str(invented.user_id)})
    client.get("/centres/choose/")
    with override_settings(JALON_DEMO=False):
        assert client.get("/desk/")["Location"].startswith("/account/login/")
        fresh = Client()
        assert sign_in(fresh, invented.email)["Location"] == "/account/inactive/"
        assert fresh.get("/desk/")["Location"].startswith("/account/login/")
        assert client.post("/demo/sign-in/", {"user": str(invented.user_id)}).status_code == 404


def test_the_check_complains_of_a_demonstration_in_production(invented):
    with override_settings(JALON_DEMO=True, JALON_PRODUCTION=True):
        found = {message.id for message in run_checks(databases=["default"])}
    assert {"access.E001", "access.E002", "access.E003"} <= found
    assert not {message.id for message in run_checks()} & {"access.E001", "access.E002", "access.E003"}


def test_production_settings_know_no_demonstration_whatever_the_environment_says():
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://jalon_web@localhost/jalon",
        "JALON_SECRET_KEY": "x" * 60,
        "JALON_SECRET_KEYS": "a",
        "JALON_INDEX_KEY": "b",
        "JALON_HOSTS": "jalon.example",
        "JALON_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "jalon.config.settings.prod",
    }
    script = (
        "from django.conf import settings as s;"
        "print(s.JALON_DEMO, s.JALON_PRODUCTION, s.JALON_REQUIRE_SECOND_FACTOR, s.DEBUG, s.MFA_TRUST_ENABLED,"
        "getattr(s, 'MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN', False), s.SESSION_COOKIE_SECURE)"
    )
    said = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True", "True", "False", "False", "False", "True"]
    assert not User.objects.filter(is_demo=True).exists()

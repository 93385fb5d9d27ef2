"""Signing in, the account and the members' pages in a real browser."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from jalon.domain.accounts.enums import Role
from jalon.domain.accounts.invitations import invite
from jalon.domain.accounts.models import Membership
from jalon.domain.core.context import centre_context
from tests.browser.conftest import axe_faults
from tests.factories import a_centre, a_member, a_user

PASSWORD = "correct-horse-battery"


def a_secretary() -> Membership:
    """Somebody who sees every page of the room; a demonstration's person, so that the sign-in page lists them."""
    user = a_user("Else D’Hondt", is_demo=True)
    worker = a_user("Ada Lovens")
    with centre_context(a_centre("Val-Clair").pk):
        a_member(Role.WORKER, user=worker)
        return a_member(Role.SECRETARY, user=user)


def invited(secretary: Membership, *, days_ago: int) -> str:
    """The address of an invitation sent that many days ago."""
    with centre_context(secretary.centre_id):
        found = invite(
            actor=secretary,
            name="Nina Neuf",
            email=f"nina{days_ago}@example.org",
            role=Role.WORKER,
            at=timezone.now() - timedelta(days=days_ago),
            on=timezone.localdate(),
        )
    return f"/invitation/{found.secret}/"


def fits(page: Any) -> bool:
    """Nothing is cut off or scrolled sideways."""
    page.wait_for_load_state()  # a click gives the hand back when the next page has begun, before it has a body
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_invitation_alive_or_dead_is_accessible_on_a_narrow_dark_screen(browser_page, site):
    secretary = a_secretary()
    faults = []
    page = browser_page(language="nl", width=320, dark=True)
    for address in (invited(secretary, days_ago=0), invited(secretary, days_ago=20), "/recovery/0000000000000000/"):
        page.goto(site.url + address)
        faults += [f"{address}: {fault}" for fault in axe_faults(page)]
        faults += [] if fits(page) else [f"{address}: wider than the screen"]
    assert faults == []


def test_somebody_signs_in_with_the_keyboard_alone(browser_page, site):
    secretary = a_secretary()
    page = browser_page()
    page.goto(f"{site.url}/account/login/?next=/members/")
    page.get_by_label("Adresse e-mail ou identifiant").focus()
    page.keyboard.type(secretary.email)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    page.get_by_label("Mot de passe").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/")
    assert "Else D’Hondt" in page.content()


def test_a_passkey_is_added_and_then_opens_the_account_without_a_password(browser_page, site):
    secretary = a_secretary()
    page = browser_page()
    # A passkey belongs to a name, never to a bare address.
    home = site.url.replace("127.0.0.1", "localhost")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    page.goto(f"{home}/account/login/?next=/account/2fa/webauthn/add/")
    page.get_by_label("Adresse e-mail ou identifiant").fill(secretary.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/account/2fa/webauthn/add/")
    assert axe_faults(page) == []
    page.get_by_label("Nom de cette clé").fill("ordinateur")
    page.get_by_label("sans mot de passe").check()
    page.get_by_role("button", name="Créer la clé").click()
    page.wait_for_url("**/account/2fa/recovery-codes/")
    assert len(re.findall(r"<code>\d{8}</code>", page.content())) == 10
    assert axe_faults(page) == []
    page.goto(f"{home}/account/2fa/webauthn/")
    assert "ordinateur" in page.content()
    assert axe_faults(page) == []
    page.goto(f"{home}/account/logout/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/account/login/")
    page.get_by_role("button", name="Avec une clé d’accès").click()
    page.wait_for_url(lambda address: "/account/" not in address)
    page.goto(f"{home}/account/")
    assert "Else D’Hondt" in page.content()


def test_without_script_one_signs_in_and_invites_all_the_same(browser_page, site):
    secretary = a_secretary()
    page = browser_page(javascript=False)
    page.goto(f"{site.url}/account/login/?next=/members/invite/")
    page.get_by_label("Adresse e-mail ou identifiant").fill(secretary.email)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.get_by_label("Prénom et nom").fill("Pia Papier")
    page.get_by_role("radio", name=re.compile("assistant social")).check()
    page.get_by_role("button", name="Inviter", exact=True).click()
    assert re.fullmatch(r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", page.locator(".ticket__code").inner_text())
    assert fits(page)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_a_lost_access_comes_back_on_a_telephone_without_script(browser_page, site, language):
    secretary = a_secretary()
    with centre_context(secretary.centre_id):
        worker = Membership.objects.get(role=Role.WORKER)
    user, elsewhere = worker.user, a_centre("Haut-Pré")
    with centre_context(elsewhere.pk):
        a_member(Role.WORKER, user=user)
    desk = browser_page(secretary, language=language, width=320, dark=True, javascript=False)
    desk.goto(f"{site.url}/members/{worker.pk}/reset/")
    desk.locator("input[value=paper]").check()
    desk.locator("main form button").last.click()
    code = desk.locator(".ticket__code").inner_text()
    assert fits(desk)
    page = browser_page(language=language, width=320, dark=True)
    page.goto(f"{site.url}/recovery/")
    page.locator("input[name=code]").fill(code)
    page.locator("main form button").click()
    faults = axe_faults(page)
    for field in ("password", "again"):
        page.locator(f"input[name={field}]").fill("cheval agrafe pluie")
    page.locator("main form button").click()
    page.wait_for_url("**/account/second-factor/")
    page.goto(f"{site.url}/centres/choose/")
    page.goto(f"{site.url}/centres/choose/")
    assert page.locator(".callout").count() == 1  # the other centre waits
    faults += axe_faults(page)
    assert faults == []
    assert fits(page)
    again = browser_page(language=language, width=320, dark=True)
    again.goto(f"{site.url}/account/login/")
    again.locator("input[name=login]").fill(worker.email)
    again.locator("input[name=password]").fill("cheval agrafe pluie")
    again.locator("main form button").first.click()
    again.wait_for_url("**/recovery/told/")
    assert axe_faults(again) == []
    assert fits(again)
    again.locator("main form button").click()
    again.wait_for_url(f"{site.url}/")

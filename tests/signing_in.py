"""Sign a member in without the sign-in pages: the same session they would have left behind."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from jalon.domain.accounts.models import FederalMembership, Membership
from jalon.domain.space.models import PersonAccess
from jalon.web.access.middleware import SESSION_MEMBER
from jalon.web.access.own_file import SESSION_PERSON


def session_of(member: Membership | FederalMembership | PersonAccess) -> str:
    """The key of a new session in which this member's user is signed in and at work, or a person in their own file.

    Call it outside any context."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(member.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    if isinstance(member, FederalMembership):
        session[SESSION_MEMBER] = {"federal": str(member.pk)}
    elif isinstance(member, PersonAccess):
        session[SESSION_PERSON] = {"centre": str(member.centre_id), "person": str(member.person_id)}
    else:
        session[SESSION_MEMBER] = {"centre": str(member.centre_id), "member": str(member.pk)}
    session.create()
    return session.session_key


def client_of(
    member: Membership | FederalMembership | PersonAccess, *, language: str = "fr", **options: object
) -> Client:
    """Django's test client, signed in as this member (or person), reading in this language."""
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(member)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client

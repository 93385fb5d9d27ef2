"""Sessions in the database as Django keeps them, found by a question whose words are kept: every page asks it."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField
from django.utils import timezone

from jalon.domain.core.kept import Kept, Slot

_SESSION = Kept(
    lambda: Session.objects.filter(session_key=Slot("key"), expire_date__gt=Slot("now", DateTimeField())).order_by()
)


class SessionStore(db.SessionStore):
    """Django's own, but for the reading."""

    def _get_session_from_db(self) -> Any:
        found = _SESSION.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

"""Who a session belongs to, found by a question whose words are kept: every page asks it."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from jalon.domain.accounts.models import User
from jalon.domain.core.kept import Kept, Slot

_USER = Kept(lambda: User.objects.filter(pk=Slot("user")))


class Accounts(ModelBackend):
    """Django's own, but for the reading of a user by their session."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, unless they may no longer sign in."""
        found = _USER.one(user=user_id)
        return found if found is not None and self.user_can_authenticate(found) else None

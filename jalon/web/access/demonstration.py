"""Being an invented person with one click: in a demonstration, never in production."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from jalon.domain.accounts.models import User
from jalon.web.ui.sent import as_uuid


def invented_user(request: HttpRequest) -> User:
    """The account chosen on the sign-in page. Raises Http404 outside a demonstration, and for anybody real."""
    if not settings.JALON_DEMO or settings.JALON_PRODUCTION:
        raise Http404
    return get_object_or_404(User, pk=as_uuid(request.POST.get("user", "")), is_demo=True, is_active=True)

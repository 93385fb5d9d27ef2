"""One page without a word about anybody."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jalon.web.access.gate import page


@page("public")
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when a request reaches the database and comes back, else 503. Why is told in the server's log alone."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})

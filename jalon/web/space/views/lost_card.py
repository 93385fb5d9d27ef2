"""At the door: a new card is asked for. Whoever asks, for whomever, reads the same page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from jalon.domain.space import services
from jalon.web.access import own_file
from jalon.web.access.gate import page
from jalon.web.access.middleware import today
from jalon.web.space.entrance import too_many
from jalon.web.space.forms import LostCardForm
from jalon.web.space.trying import may_try


@page("public")
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The number of the card, or the centre with a name and a day of birth; how to be reached."""
    own_file.speak(request)
    form = LostCardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not may_try(request, "person_card", form.whose):
            return too_many(request)
        services.ask_card(at=timezone.now(), on=today(request), **form.cleaned_data)
        return redirect("space:card_asked")
    return render(request, "space/ask_card.html", {"form": form}, status=422 if form.errors else 200)


@page("public")
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What happens now, whoever asked."""
    own_file.speak(request)
    return render(request, "space/card_asked.html")

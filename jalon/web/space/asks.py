"""A change or a hearing asked for, in the person's words and ours."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from jalon.domain.space.enums import AskedFor
from jalon.domain.space.models import OwnRequest
from jalon.web.space import says

ASKED_FOR: dict[str, Promise] = {
    AskedFor.CHANGE: gettext_lazy("Un changement de mon projet"),
    AskedFor.HEARING: gettext_lazy("Être entendu"),
}
ASKING: dict[str, dict[str, Promise]] = {
    AskedFor.CHANGE: {
        "title": gettext_lazy("Demander un changement"),
        "about": gettext_lazy(
            "Votre projet ne vous convient plus ? Vous pouvez demander de le changer, quand vous voulez. Il change si "
            "vous et le centre êtes d’accord."
        ),
        "act": gettext_lazy("Demander ce changement"),
    },
    AskedFor.HEARING: {
        "title": gettext_lazy("Demander à être entendu"),
        "about": gettext_lazy(
            "Vous pouvez dire vous-même ce que vous pensez à votre centre : avant de signer, ou avant une décision. "
            "Une personne que vous choisissez peut venir avec vous."
        ),
        "act": gettext_lazy("Demander à être entendu"),
    },
}


def shown(one: OwnRequest) -> dict[str, Any]:
    """A request with what the centre answered, the latest first."""
    answers = [
        (says.day(answer.answered_at), says.moment(answer.meets_at) if answer.meets_at else "", answer)
        for answer in one.answers.all()
    ]
    return {
        "day": says.day(one.asked_on),
        "words": one.words,
        "answers": answers,
        "answered": one.answered,  # type: ignore[attr-defined]
        "what": ASKED_FOR[one.kind],
    }

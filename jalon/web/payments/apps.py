"""The pages of payments."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PaymentsPagesConfig(AppConfig):
    """Pages of payments."""

    name = "jalon.web.payments"
    label = "payments_pages"

    def ready(self) -> None:
        """« Paiements » on both sides, and an account that waits on the first page of those who answer for it."""
        from jalon.web.payments.waiting import reminders
        from jalon.web.ui import navigation
        from jalon.web.ui import reminders as day

        day.register(reminders)
        navigation.add(
            navigation.Entry(
                label=_("Paiements"), url_name="federal_payments:board", order=28, visible=_pays,
                prefix="/federal/payments/",
            )
        )  # fmt: skip
        navigation.add(
            navigation.Entry(
                label=_("Paiements"), url_name="payments:mine", order=69, visible=_answers,
                prefix="/subsidies/payments/", under="subsidies",
            )
        )  # fmt: skip


def _pays(request: HttpRequest) -> bool:
    from jalon.domain.payments.permissions import reads_payments

    return getattr(request, "centre", None) is None and reads_payments(getattr(request, "member", None))


def _answers(request: HttpRequest) -> bool:
    from jalon.domain.payments.permissions import may_write
    from jalon.web.ui.navigation import in_centre

    return in_centre(request) and may_write(getattr(request, "member", None))

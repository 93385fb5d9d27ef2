"""A centre's own payments."""

from django.urls import path

from jalon.web.payments.views import account, centre, letters

app_name = "payments"
urlpatterns = [
    path("", centre.mine, name="mine"),
    path("settlements/<uuid:settlement_id>/", centre.why, name="why"),
    path("account/", account.give, name="give"),
    path("account/<uuid:account_id>/confirm/", account.confirm, name="confirm"),
    path("account/<uuid:account_id>/withdraw/", account.withdraw, name="withdraw"),
    path("orders/<uuid:order_id>/claim.pdf", letters.own_claim, name="claim"),
]

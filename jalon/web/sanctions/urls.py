"""Routes of sanctions, below `/sanctions/`."""

from django.urls import path

from jalon.web.sanctions.views import council, lists, proposal

app_name = "sanctions"
urlpatterns = [
    path("", lists.waiting, name="list"),
    path("piis/<uuid:piis_id>/new/", proposal.new, name="new"),
    path("<uuid:proposal_id>/", proposal.show, name="proposal"),
    path("<uuid:proposal_id>/edit/", proposal.edit, name="edit"),
    path("<uuid:proposal_id>/cite/", proposal.cite, name="cite"),
    path("<uuid:proposal_id>/explain/", proposal.explain, name="explain"),
    path("<uuid:proposal_id>/notice/", proposal.notice, name="notice"),
    path("<uuid:proposal_id>/submit/", proposal.submit, name="submit"),
    path("<uuid:proposal_id>/withdraw/", proposal.withdraw, name="withdraw"),
    path("<uuid:proposal_id>/paper/<uuid:document_id>/", proposal.paper, name="paper"),
    path("<uuid:proposal_id>/decide/", council.decide, name="decide"),
    path("<uuid:proposal_id>/refuse/", council.refuse, name="refuse"),
    path("<uuid:proposal_id>/send-back/", council.send_back, name="send_back"),
    path("<uuid:proposal_id>/notify/", council.notify, name="notify"),
    path("<uuid:proposal_id>/lift/", council.lift, name="lift"),
]

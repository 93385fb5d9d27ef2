"""A centre's own conventions."""

from django.urls import path

from jalon.web.conventions.views import centre, committing, papers

app_name = "conventions"
urlpatterns = [
    path("", centre.mine, name="mine"),
    path("<uuid:convention_id>/", centre.show, name="show"),
    path("<uuid:convention_id>/write/", centre.write, name="write"),
    path("<uuid:convention_id>/send/", committing.send, name="send"),
    path("<uuid:convention_id>/sign/", committing.sign, name="sign"),
    path("<uuid:convention_id>/time/", committing.ask_time, name="time"),
    path("<uuid:convention_id>/withdraw/", committing.withdraw, name="withdraw"),
    path("<uuid:convention_id>/amend/", committing.amend, name="amend"),
    path("<uuid:convention_id>/text.pdf", papers.own_text, name="text"),
    path("<uuid:convention_id>/letter.pdf", papers.own_letter, name="letter"),
]

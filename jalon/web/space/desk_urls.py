"""The desk's addresses about a person's own space, below `/files/<person>/own-space/`."""

from django.urls import path

from jalon.web.space.views import desk, desk_asked, desk_ways

app_name = "desk"
urlpatterns = [
    path("", desk.show, name="show"),
    path("card/", desk.card, name="card"),
    path("card/renew/", desk.renew, name="renew"),
    path("letter/", desk.letter, name="letter"),
    path("suspend/", desk.suspend, name="suspend"),
    path("restore/", desk.restore, name="restore"),
    path("end/", desk.end, name="end"),
    path("secret-code/confirm/", desk_ways.confirm, name="confirm_way"),
    path("secret-code/withdraw/", desk_ways.withdraw, name="withdraw_way"),
    path("lost/", desk_ways.lost, name="lost"),
    path("asked/<uuid:asked_id>/", desk_asked.show, name="asked"),
    path("interview/<uuid:request_id>/", desk.interview, name="interview"),
]

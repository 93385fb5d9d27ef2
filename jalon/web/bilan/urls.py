"""Routes of the bilan room, below `/files/<person>/bilans/`."""

from django.urls import path

from jalon.web.bilan.views import around, ending, talk

app_name = "bilan"
urlpatterns = [
    path("", around.overview, name="list"),
    path("start/", around.start, name="start"),
    path("blank/", around.blank, name="blank"),
    path("compare/", around.compare, name="compare"),
    path("<uuid:bilan_id>/", talk.show, name="show"),
    path("<uuid:bilan_id>/save/", talk.save, name="save"),
    path("<uuid:bilan_id>/about/", around.about, name="about"),
    path("<uuid:bilan_id>/join/", ending.join, name="join"),
    path("<uuid:bilan_id>/discard/", ending.discard, name="discard"),
    path("<uuid:bilan_id>/finish/", ending.finish, name="finish"),
    path("<uuid:bilan_id>/correct/", ending.correct, name="correct"),
    path("<uuid:bilan_id>/pdf/", ending.pdf, name="pdf"),
]

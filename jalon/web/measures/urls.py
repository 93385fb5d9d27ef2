"""Routes of the measures room, at the root: `/files/<person>/measures/…`, `/instruments/…`, `/handed/…`."""

from django.urls import include, path

from jalon.web.measures.views import around, handed, instruments, rating, sitting

app_name = "measures"
OF_A_PERSON = [
    path("", around.overview, name="list"),
    path("begin/", around.begin, name="begin"),
    path("blank/", around.blank, name="blank"),
    path("sitting/<uuid:sitting_id>/", sitting.show, name="sitting"),
    path("<uuid:measurement_id>/rate/", rating.rate, name="rate"),
    path("<uuid:measurement_id>/finish/", rating.finish, name="finish"),
    path("<uuid:measurement_id>/hand/", handed.hand, name="hand"),
    path("<uuid:measurement_id>/decline/", sitting.decline, name="decline"),
    path("<uuid:measurement_id>/discard/", sitting.discard, name="discard"),
    path("<uuid:measurement_id>/correct/", sitting.correct, name="correct"),
    path("<uuid:measurement_id>/restate/", sitting.restate, name="restate"),
]
urlpatterns = [
    path("files/<uuid:person_id>/measures/", include(OF_A_PERSON)),
    path("handed/", handed.rate, name="handed"),
    path("handed/finish/", handed.finish, name="handed_finish"),
    path("handed/done/", handed.done, name="handed_done"),
    path("instruments/", instruments.overview, name="instruments"),
    path("instruments/install/", instruments.install, name="install"),
    path("instruments/<str:instrument>/retire/", instruments.retire, name="retire"),
    path("instruments/<str:instrument>/restore/", instruments.restore, name="restore"),
    path("instruments/<str:instrument>/", instruments.show, name="instrument"),
    path("instruments/<str:instrument>/workbook/", instruments.workbook, name="workbook"),
]

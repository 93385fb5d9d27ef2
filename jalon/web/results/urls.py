"""The results of one grant, a page a line, a number and a list of files."""

from django.urls import path

from jalon.web.results.views import files, handing, kept, numbers, tables

app_name = "results"
urlpatterns = [
    path("", tables.first, name="grant"),
    path("<str:line>/", tables.show, name="show"),
    path("<str:line>/hand-over/", handing.hand_over, name="hand_over"),
    path("<str:line>/kept/<uuid:frozen_id>/", kept.show, name="kept"),
    path("<str:line>/kept/<uuid:frozen_id>/<str:field>/files/", files.kept, name="kept_files"),
    path("<str:line>/<str:field>/", numbers.show, name="number"),
    path("<str:line>/<str:field>/take-back/", numbers.take_back, name="take_back"),
    path("<str:line>/<str:field>/files/", files.behind, name="files"),
]

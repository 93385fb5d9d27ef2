"""National figures, and who may see them."""

from django.urls import path

from jalon.web.federal import members, views

app_name = "federal"
urlpatterns = [
    path("", views.home, name="home"),
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/<uuid:federal_id>/", members.show, name="member"),
    path("members/<uuid:federal_id>/renew/", members.renew, name="renew"),
    path("members/<uuid:federal_id>/withdraw/", members.withdraw, name="withdraw"),
    path("members/<uuid:federal_id>/suspend/", members.suspend, name="suspend"),
    path("members/<uuid:federal_id>/restore/", members.restore, name="restore"),
    path("members/<uuid:federal_id>/end/", members.end, name="end"),
    path("members/<uuid:federal_id>/reset/", members.reset, name="reset"),
    path("members/<uuid:federal_id>/confirm/", members.confirm, name="confirm"),
    path("<str:quarter>/", views.show, name="quarter"),
    path("<str:quarter>/publish/", views.publish_quarter, name="publish"),
    path("<str:quarter>/all.xlsx", views.workbook, name="workbook"),
    path("<str:quarter>/<slug:code>/", views.figure_page, name="figure"),
    path("<str:quarter>/<slug:code>/table.csv", views.table_csv, name="csv"),
]

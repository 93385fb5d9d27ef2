"""Figures, their files, and what is sent."""

from django.urls import path

from jalon.web.figures.views import counts, files, sending

app_name = "figures"
urlpatterns = [
    path("", counts.overview, name="overview"),
    path("how/", counts.how, name="how"),
    path("all.xlsx", counts.workbook, name="workbook"),
    path("sent/", sending.index, name="sent"),
    path("sent/<str:quarter>/", sending.show, name="sending"),
    path("sent/<str:quarter>/content.json", sending.content, name="content"),
    path("<slug:code>/", counts.show, name="show"),
    path("<slug:code>/table.csv", counts.table_csv, name="csv"),
    path("<slug:code>/files/", files.behind_number, name="files"),
]

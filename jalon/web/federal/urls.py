"""National figures."""

from django.urls import path

from jalon.web.federal import views

app_name = "federal"
urlpatterns = [
    path("", views.home, name="home"),
    path("<str:quarter>/", views.show, name="quarter"),
    path("<str:quarter>/publish/", views.publish_quarter, name="publish"),
    path("<str:quarter>/all.xlsx", views.workbook, name="workbook"),
    path("<str:quarter>/open.csv", views.open_data, name="open"),
    path("<str:quarter>/<slug:code>/", views.figure_page, name="figure"),
    path("<str:quarter>/<slug:code>/table.csv", views.table_csv, name="csv"),
]

"""Home, and the calendar."""

from django.urls import path

from jalon.web.day import mail, views

app_name = "day"
urlpatterns = [
    path("", views.home, name="home"),
    path("day/mail/", mail.choose, name="mail"),
    path("day/calendar/", views.calendar, name="calendar"),
    path("day/calendar/<str:token>/jalon.ics", views.feed, name="feed"),
]

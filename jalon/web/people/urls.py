"""Routes of the people room, below `/files/`. No name and no NISS ever stands in one."""

from django.urls import path

from jalon.web.people.views import file, purpose

app_name = "people"
urlpatterns = [
    path("", file.mine, name="list"),
    path("<uuid:person_id>/", file.show, name="file"),
    path("<uuid:person_id>/purpose/", purpose.ask, name="purpose"),
]

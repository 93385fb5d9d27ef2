"""What everybody may read."""

from django.urls import path, re_path

from jalon.web.figures.views import opened

app_name = "open"
PUBLICATION = r"(?P<publication>[0-9]{4}Q[1-4]|[0-9a-f-]{36})"
urlpatterns = [
    path("", opened.index, name="index"),
    re_path(rf"^{PUBLICATION}\.(?P<language>fr|nl|de)\.csv$", opened.csv_file, name="csv"),
    re_path(rf"^{PUBLICATION}\.json$", opened.json_file, name="json"),
]

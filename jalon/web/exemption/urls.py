"""Routes of « Si vous travaillez »: the tool below `/work/`, and in a file below `/files/<person>/work/`."""

from django.urls import path

from jalon.web.exemption.views import file, results, tool

app_name = "exemption"
urlpatterns = [
    path("work/", tool.tool, name="tool"),
    path("work/paper/", tool.paper, name="tool_paper"),
    path("files/<uuid:person_id>/work/", file.month, name="month"),
    path("files/<uuid:person_id>/work/paper/", file.paper, name="paper"),
    path("files/<uuid:person_id>/work/<uuid:result_id>/", results.show, name="result"),
    path("files/<uuid:person_id>/work/<uuid:result_id>/pdf/", results.pdf, name="result_pdf"),
]

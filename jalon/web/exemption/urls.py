"""Routes of « Si vous travaillez »: the tool below `/if-you-work/`, and in a file below it."""

from django.urls import path

from jalon.web.exemption.views import file, lab, results, tool

app_name = "exemption"
urlpatterns = [
    path("if-you-work/", tool.tool, name="tool"),
    path("if-you-work/paper/", tool.paper, name="tool_paper"),
    path("if-you-work/lab/", lab.lab, name="lab"),
    path("if-you-work/lab/scheme/", lab.scheme, name="lab_scheme"),
    path("if-you-work/lab/open/", lab.opened, name="lab_opened"),
    path("files/<uuid:person_id>/if-you-work/", file.month, name="month"),
    path("files/<uuid:person_id>/if-you-work/paper/", file.paper, name="paper"),
    path("files/<uuid:person_id>/if-you-work/<uuid:result_id>/", results.show, name="result"),
    path("files/<uuid:person_id>/if-you-work/<uuid:result_id>/pdf/", results.pdf, name="result_pdf"),
]

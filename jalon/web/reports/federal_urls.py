"""The administration's side of reports."""

from django.urls import path

from jalon.web.reports.views import board, controls, deciding, examining, opened, papers, sheets, together

app_name = "federal_reports"
HERE = "<uuid:report_id>/"
urlpatterns = [
    path("", board.board, name="board"),
    path("states/", board.states, name="states"),
    path("together/", together.together, name="together"),
    path("controls/", controls.samples, name="controls"),
    path("controls/<uuid:sampled_id>/", controls.conclude, name="conclude"),
    path("controls/<uuid:sampled_id>/pieces/<uuid:piece_id>/", controls.piece, name="piece"),
    path("open/", opened.choose, name="open"),
    path("open/<uuid:programme_id>/publish/", opened.publish, name="open_publish"),
    path(HERE, examining.show, name="show"),
    path(f"{HERE}examine/", examining.examine, name="examine"),
    path(f"{HERE}ask/<uuid:cost_id>/", controls.ask, name="ask"),
    path(f"{HERE}extend/", deciding.extend, name="extend"),
    path(f"{HERE}return/", deciding.return_advice, name="return"),
    path(f"{HERE}approve/", deciding.approve, name="approve"),
    path(f"{HERE}reopen/", deciding.reopen, name="reopen"),
    path(f"{HERE}report.pdf", papers.pdf, name="pdf"),
    path(f"{HERE}report.json", papers.json, name="json"),
    path(f"{HERE}report.xlsx", sheets.sheet, name="sheet"),
]

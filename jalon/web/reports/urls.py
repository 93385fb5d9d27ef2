"""A centre's own reports."""

from django.urls import path

from jalon.web.reports.views import answering, centre, papers, sheets, signing, writing

app_name = "reports"
HERE = "<uuid:report_id>/"
urlpatterns = [
    path("", centre.mine, name="mine"),
    path(HERE, centre.show, name="show"),
    path(f"{HERE}save/", writing.save, name="save"),
    path(f"{HERE}remark/", writing.remark, name="remark"),
    path(f"{HERE}settle/", writing.settle, name="settle"),
    path(f"{HERE}sign/", signing.sign, name="sign"),
    path(f"{HERE}take-back/", signing.take_back, name="take_back"),
    path(f"{HERE}time/", signing.ask_time, name="time"),
    path(f"{HERE}reply/<uuid:sampled_id>/", answering.reply, name="reply"),
    path(f"{HERE}report.pdf", papers.own_pdf, name="pdf"),
    path(f"{HERE}report.json", papers.own_json, name="json"),
    path(f"{HERE}report.xlsx", sheets.own_sheet, name="sheet"),
    path(f"{HERE}import/", sheets.bring_back, name="import"),
]

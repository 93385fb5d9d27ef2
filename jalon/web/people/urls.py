"""Routes of the people room, below `/files/`. No name and no NISS ever stands in one."""

from django.urls import include, path

from jalon.web.people.views import caseload, create, file, household, identity, lists, purpose, status, traces

of_a_file = [
    path("", file.show, name="file"),
    path("purpose/", purpose.ask, name="purpose"),
    path("edit/", identity.edit, name="edit"),
    path("niss/", identity.niss, name="niss"),
    path("niss/show/", identity.reveal, name="reveal"),
    path("statuses/", status.history, name="statuses"),
    path("statuses/new/", status.start, name="status_new"),
    path("statuses/<uuid:status_id>/", status.correct, name="status"),
    path("statuses/<uuid:status_id>/end/", status.end, name="status_end"),
    path("exemptions/new/", status.exempt, name="exemption_new"),
    path("exemptions/<uuid:exemption_id>/review/", status.review, name="exemption_review"),
    path("exemptions/<uuid:exemption_id>/end/", status.end_of_exemption, name="exemption_end"),
    path("household/", household.household, name="household"),
    path("household/<uuid:partnership_id>/end/", household.end, name="household_end"),
    path("worker/", caseload.assign_file, name="assign"),
    path("close/", caseload.close, name="close"),
    path("reopen/", caseload.reopen, name="reopen"),
    path("readings/", traces.readings, name="readings"),
    path("timeline/", traces.timeline, name="timeline"),
]

app_name = "people"
urlpatterns = [
    path("", lists.files, name="list"),
    path("search/", lists.find, name="search"),
    path("new/", create.new, name="new"),
    path("new/check/", create.check, name="check"),
    path("to-mend/", lists.to_mend, name="to_mend"),
    path("hand-over/", caseload.loads, name="loads"),
    path("hand-over/nobody/", caseload.hand_over_files, name="hand_over_nobody"),
    path("hand-over/<uuid:member_id>/", caseload.hand_over_files, name="hand_over"),
    path("<uuid:person_id>/", include(of_a_file)),
]

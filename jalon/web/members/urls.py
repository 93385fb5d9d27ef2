"""Routes of the members room, at the root: `/members/…` and `/centre/…`."""

from django.urls import path

from jalon.web.members.views import absences, acts, invite, law, lists, permissions, recovery, settings, teams

app_name = "members"
urlpatterns = [
    path("members/", lists.members, name="list"),
    path("members/invite/", invite.new, name="invite"),
    path("members/permissions/", permissions.matrix, name="permissions"),
    path("members/teams/", teams.teams, name="teams"),
    path("members/teams/<uuid:team_id>/", teams.rename, name="team"),
    path("members/teams/<uuid:team_id>/remove/", teams.remove, name="team_remove"),
    path("members/absences/", absences.absences, name="absences"),
    path("members/absences/<uuid:deputyship_id>/end/", absences.end, name="absence_end"),
    path("members/<uuid:member_id>/", acts.show, name="member"),
    path("members/<uuid:member_id>/renew/", invite.renew, name="renew"),
    path("members/<uuid:member_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("members/<uuid:member_id>/suspend/", acts.suspend, name="suspend"),
    path("members/<uuid:member_id>/restore/", acts.restore, name="restore"),
    path("members/<uuid:member_id>/reset/", recovery.reset, name="reset"),
    path("members/<uuid:member_id>/confirm/", recovery.confirm, name="confirm"),
    path("members/<uuid:member_id>/end/", acts.end, name="end"),
    path("centre/", settings.show, name="settings"),
    path("centre/law/", law.readings, name="law"),
    path("centre/law/<str:parameter>/", law.choose, name="law_choose"),
    path("centre/colour/", settings.colour, name="colour"),
    path("centre/logo/", settings.logo, name="logo"),
    path("centre/logo/change/", settings.change_logo, name="logo_change"),
]

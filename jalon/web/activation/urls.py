"""Routes of social activation."""

from django.urls import path

from jalon.web.activation.views import convention, lists, modules, steps, team, trajectory, way

app_name = "activation"
urlpatterns = [
    path("activation/", lists.running, name="list"),
    path("activation/modules/", modules.index, name="modules"),
    path("activation/modules/new/", modules.new, name="module_new"),
    path("activation/modules/<uuid:module_id>/", modules.show, name="module"),
    path("activation/modules/<uuid:module_id>/edit/", modules.edit, name="module_edit"),
    path("activation/modules/<uuid:module_id>/decide/", modules.decide, name="module_decide"),
    path("activation/team/", team.show, name="team"),
    path("activation/convention/", convention.show, name="convention"),
    path("activation/convention/files/", convention.files, name="files"),
    path("activation/<uuid:trajectory_id>/", trajectory.show, name="trajectory"),
    path("activation/<uuid:trajectory_id>/edit/", trajectory.edit, name="edit"),
    path("activation/<uuid:trajectory_id>/conclude/", trajectory.conclude, name="conclude"),
    path("activation/<uuid:trajectory_id>/reopen/", trajectory.reopen, name="reopen"),
    path("activation/<uuid:trajectory_id>/way/", way.show, name="way"),
    path("activation/<uuid:trajectory_id>/way/paper/", way.paper, name="paper"),
    path("activation/<uuid:trajectory_id>/join/", steps.join, name="join"),
    path("activation/<uuid:trajectory_id>/act/", steps.new_action, name="action_new"),
    path("activation/participations/<uuid:participation_id>/", steps.attend, name="attend"),
    path("activation/actions/<uuid:action_id>/settle/", steps.settle, name="settle"),
    path("activation/actions/<uuid:action_id>/decide/", steps.decide, name="action_decide"),
    path("files/<uuid:person_id>/activation/new/", trajectory.new, name="new"),
]

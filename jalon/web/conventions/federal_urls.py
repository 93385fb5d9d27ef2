"""The administration's side of conventions."""

from django.urls import path

from jalon.web.conventions.views import board, deciding, examining, inviting, papers, together

app_name = "federal_conventions"
urlpatterns = [
    path("", board.board, name="board"),
    path("states/", board.states, name="states"),
    path("invite/", inviting.choose, name="choose"),
    path("invite/<uuid:decision_id>/", inviting.invite, name="invite"),
    path("invite/<uuid:decision_id>/letters.zip", papers.letters, name="letters"),
    path("together/", together.together, name="together"),
    path("<uuid:convention_id>/", examining.show, name="show"),
    path("<uuid:convention_id>/examine/", examining.examine, name="examine"),
    path("<uuid:convention_id>/extend/", deciding.extend, name="extend"),
    path("<uuid:convention_id>/reopen/", deciding.reopen, name="reopen"),
    path("<uuid:convention_id>/return/", deciding.return_advice, name="return"),
    path("<uuid:convention_id>/approve/", deciding.approve, name="approve"),
    path("<uuid:convention_id>/refuse/", deciding.refuse, name="refuse"),
    path("<uuid:convention_id>/recall/", deciding.recall, name="recall"),
    path("<uuid:convention_id>/sign/", deciding.sign, name="sign"),
    path("<uuid:convention_id>/text.pdf", papers.text, name="text"),
    path("<uuid:convention_id>/letter.pdf", papers.letter, name="letter"),
]

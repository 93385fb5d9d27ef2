"""The person's own addresses, below `/mine/`. No name and no number ever stands in one."""

from django.urls import path

from jalon.web.space.views import door, inside, ratings, signing

app_name = "space"
urlpatterns = [
    path("", inside.home, name="home"),
    path("rights/", inside.rights, name="rights"),
    path("interview/", inside.interview, name="interview"),
    path("documents/", inside.documents, name="documents"),
    path("documents/<uuid:document_id>/", inside.document, name="document"),
    path("evaluations/<uuid:evaluation_id>/", inside.evaluation, name="evaluation"),
    path("readings/", inside.readings, name="readings"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("ratings/<uuid:measurement_id>/", ratings.answer, name="answer"),
    path("ratings/<uuid:measurement_id>/check/", ratings.check, name="check_answers"),
    path("sign/<uuid:version_id>/", signing.sign, name="sign"),
    path("code/", signing.way, name="way"),
    path("code/withdraw/", signing.withdraw, name="withdraw_way"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("start/", door.start, name="start"),
    path("start/password/", door.password, name="password"),
    path("password/", door.new_password, name="new_password"),
    path("help/", door.lost, name="help"),
    path("closed/", door.closed, name="closed"),
    path("language/", door.language, name="language"),
    path("demo/", door.demo, name="demo"),
]

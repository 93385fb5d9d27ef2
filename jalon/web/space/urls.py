"""The person's own addresses, below `/mine/`. No name and no number ever stands in one."""

from django.urls import path

from jalon.web.space.views import asking, bilans, door, identities, inside, keys, lost_card, ratings, signing, ways_in

app_name = "space"
urlpatterns = [
    path("", inside.home, name="home"),
    path("rights/", inside.rights, name="rights"),
    path("interview/", inside.interview, name="interview"),
    path("rights/change/", asking.change, name="ask_change"),
    path("rights/hearing/", asking.hearing, name="ask_hearing"),
    path("documents/", inside.documents, name="documents"),
    path("documents/<uuid:document_id>/", inside.document, name="document"),
    path("evaluations/<uuid:evaluation_id>/", inside.evaluation, name="evaluation"),
    path("readings/", inside.readings, name="readings"),
    path("ratings/", ratings.ratings, name="ratings"),
    path("bilans/<uuid:bilan_id>/", bilans.show, name="bilan"),
    path("ratings/<uuid:measurement_id>/", ratings.answer, name="answer"),
    path("ratings/<uuid:measurement_id>/check/", ratings.check, name="check_answers"),
    path("sign/<uuid:version_id>/", signing.sign, name="sign"),
    path("code/", signing.way, name="way"),
    path("code/withdraw/", signing.withdraw, name="withdraw_way"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("key/", keys.enter, name="key"),
    path("key/ask/", keys.ask, name="key_ask"),
    path("with/<slug:provider>/", identities.start, name="identity"),
    path("with/<slug:provider>/back/", identities.back, name="identity_back"),
    path("with/<slug:provider>/failed/", identities.failed, name="identity_failed"),
    path("ways/", ways_in.show, name="ways_in"),
    path("ways/password/", ways_in.sure, name="sure"),
    path("ways/key/", keys.add, name="add_key"),
    path("ways/key/<int:key_id>/remove/", keys.remove, name="remove_key"),
    path("ways/with/<slug:provider>/", identities.link, name="link_identity"),
    path("ways/identity/<uuid:identity_id>/remove/", identities.unlink, name="unlink_identity"),
    path("start/", door.start, name="start"),
    path("start/password/", door.password, name="password"),
    path("password/", door.new_password, name="new_password"),
    path("help/", door.lost, name="help"),
    path("help/card/", lost_card.ask, name="ask_card"),
    path("help/card/asked/", lost_card.asked, name="card_asked"),
    path("closed/", door.closed, name="closed"),
    path("language/", door.language, name="language"),
    path("demo/", door.demo, name="demo"),
]

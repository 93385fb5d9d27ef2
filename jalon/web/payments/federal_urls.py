"""The administration's side: closings, payments, recoveries."""

from django.urls import path

from jalon.web.payments.views import answers, batches, board, closing, letters, recovering

app_name = "federal_payments"
urlpatterns = [
    path("", board.board, name="board"),
    path("ledger/", board.ledger, name="ledger"),
    path("close/<uuid:programme_id>/<slug:line>/", closing.close, name="close"),
    path("close/<uuid:programme_id>/<slug:line>/decide/", closing.decide, name="decide"),
    path("closings/<uuid:closing_id>/", closing.show, name="closing"),
    path("prepare/", batches.prepare, name="prepare"),
    path("batches/<uuid:run_id>/", batches.show, name="batch"),
    path("batches/<uuid:run_id>/release/", batches.release, name="release"),
    path("batches/<uuid:run_id>/drop/", batches.drop, name="drop"),
    path("batches/<uuid:run_id>/payments.xml", batches.file, name="file"),
    path("batches/<uuid:run_id>/answer/", answers.give, name="give_answer"),
    path("answers/<uuid:answer_id>/", answers.answer, name="answer"),
    path("orders/<uuid:order_id>/rejected/", batches.rejected, name="rejected"),
    path("settlements/<uuid:settlement_id>/claim/", recovering.claim, name="claim"),
    path("orders/<uuid:order_id>/received/", recovering.received, name="received"),
    path("orders/<uuid:order_id>/give-up/", recovering.give_up, name="give_up"),
    path("orders/<uuid:order_id>/claim.pdf", letters.claim, name="letter"),
]

"""Costs of a centre, under each of its grants."""

from django.urls import path

from jalon.web.spending.views import entering, importing, lists, one

app_name = "spending"
HERE = "<uuid:grant_id>/costs/"
urlpatterns = [
    path("costs/", lists.grants, name="grants"),
    path(HERE, lists.costs, name="costs"),
    path(f"{HERE}new/", entering.new, name="new"),
    path(f"{HERE}template.xlsx", importing.template, name="template"),
    path(f"{HERE}import/", importing.begin, name="import"),
    path(f"{HERE}import/<uuid:batch_id>/", importing.batch, name="batch"),
    path(f"{HERE}import/<uuid:batch_id>/take/", importing.take, name="take"),
    path(f"{HERE}import/<uuid:batch_id>/discard/", importing.discard, name="discard"),
    path(f"{HERE}<uuid:cost_id>/", one.show, name="show"),
    path(f"{HERE}<uuid:cost_id>/edit/", entering.edit, name="edit"),
    path(f"{HERE}<uuid:cost_id>/remove/", one.remove, name="remove"),
    path(f"{HERE}<uuid:cost_id>/restore/", one.restore, name="restore"),
    path(f"{HERE}<uuid:cost_id>/document/", one.document, name="document"),
]

"""Programmes, their lists and their sharing: the administration's pages."""

from django.urls import path

from jalon.web.subsidies.views import asking, deciding, files, keying, lists, programmes, sharing, wording, writing

app_name = "programmes"
urlpatterns = [
    path("", programmes.overview, name="list"),
    path("new/", writing.new, name="new"),
    path("load/", files.load, name="load"),
    path("<uuid:programme_id>/programme.yaml", files.download, name="yaml"),
    path("shipped/<slug:shipped>/programme.yaml", files.download_shipped, name="shipped_yaml"),
    path("shipped/<slug:shipped>/", programmes.shipped, name="shipped"),
    path("lists/<uuid:dataset_id>/", lists.show, name="dataset"),
    path("decisions/<uuid:decision_id>/", deciding.show, name="decision"),
    path("<uuid:programme_id>/", programmes.show, name="show"),
    path("<uuid:programme_id>/edit/", writing.edit, name="edit"),
    path("<uuid:programme_id>/import/", lists.import_list, name="import"),
    path("<uuid:programme_id>/forms/", asking.overview, name="forms"),
    path("<uuid:programme_id>/forms/take/<slug:form>/", asking.take_form, name="form_take"),
    path("<uuid:programme_id>/forms/<slug:role>/new/", asking.new_field, name="field_new"),
    path("<uuid:programme_id>/forms/<slug:role>/name/", asking.name_form, name="form_name"),
    path("<uuid:programme_id>/forms/<slug:role>/<str:point>/", asking.edit_field, name="field"),
    path("<uuid:programme_id>/forms/<slug:role>/<str:point>/remove/", asking.remove_field, name="field_remove"),
    path("<uuid:programme_id>/keys/", keying.overview, name="keys"),
    path("<uuid:programme_id>/keys/new/", keying.new, {"kind": keying.KEY}, name="key_new"),
    path("<uuid:programme_id>/keys/<slug:own_key>/edit/", keying.edit, {"kind": keying.KEY}, name="key"),
    path("<uuid:programme_id>/keys/<slug:own_key>/remove/", keying.remove, {"kind": keying.KEY}, name="key_remove"),
    path("<uuid:programme_id>/series/new/", keying.new, {"kind": keying.SERIES}, name="series_new"),
    path("<uuid:programme_id>/series/<slug:own_series>/edit/", keying.edit, {"kind": keying.SERIES}, name="series"),
    path(
        "<uuid:programme_id>/series/<slug:own_series>/remove/",
        keying.remove,
        {"kind": keying.SERIES},
        name="series_remove",
    ),
    path("<uuid:programme_id>/articles/", wording.overview, name="articles"),
    path("<uuid:programme_id>/articles/take/", wording.take, name="articles_take"),
    path("<uuid:programme_id>/articles/drop/", wording.drop, name="articles_drop"),
    path("<uuid:programme_id>/articles/new/", wording.new, name="article_new"),
    path("<uuid:programme_id>/articles/<int:article>/", wording.edit, name="article"),
    path("<uuid:programme_id>/articles/<int:article>/remove/", wording.remove, name="article_remove"),
    path("<uuid:programme_id>/articles/<slug:language>.pdf", wording.sample, name="articles_paper"),
    path("<uuid:programme_id>/share/<slug:line>/", sharing.share, name="share"),
    path("<uuid:programme_id>/decide/<slug:line>/", deciding.decide, name="decide"),
]

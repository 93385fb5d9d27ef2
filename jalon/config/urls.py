"""Every address. A room of pages owns the part below its prefix."""

from django.urls import include, path

urlpatterns = [
    path("mine/", include("jalon.web.space.urls")),
    path("account/", include("jalon.web.access.account_urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("jalon.web.health.urls")),
    path("", include("jalon.web.ui.urls")),
    path("", include("jalon.web.access.urls")),
    path("", include("jalon.web.members.urls")),
    path("", include("jalon.web.day.urls")),
    path("sanctions/", include("jalon.web.sanctions.urls")),
    path("", include("jalon.web.exemption.urls")),
    path("lab/", include("jalon.web.lab.urls")),
    path("federal/lab/", include("jalon.web.lab.federal_urls")),
    path("", include("jalon.web.activation.urls")),
    path("files/", include("jalon.web.people.urls")),
    path("files/<uuid:person_id>/bilans/", include("jalon.web.bilan.urls")),
    path("", include("jalon.web.measures.urls")),
    path("", include("jalon.web.piis.urls")),
    path("files/<uuid:person_id>/own-space/", include("jalon.web.space.desk_urls")),
    path("card-requests/", include("jalon.web.space.card_urls")),
    path("open-data/", include("jalon.web.figures.open_urls")),
    path("figures/", include("jalon.web.figures.urls")),
    path("subsidies/payments/", include("jalon.web.payments.urls")),
    path("subsidies/", include("jalon.web.subsidies.urls")),
    path("federal/payments/", include("jalon.web.payments.federal_urls")),
    path("federal/programmes/", include("jalon.web.subsidies.federal_urls")),
    path("conventions/", include("jalon.web.conventions.urls")),
    path("federal/conventions/", include("jalon.web.conventions.federal_urls")),
    path("reports/<uuid:grant_id>/results/", include("jalon.web.results.urls")),
    path("reports/", include("jalon.web.spending.urls")),
    path("reports/", include("jalon.web.reports.urls")),
    path("federal/reports/", include("jalon.web.reports.federal_urls")),
    path("federal/", include("jalon.web.federal.urls")),
]
handler400 = "jalon.web.access.own_file.misread"
handler403 = "jalon.web.access.own_file.forbidden"
handler500 = "jalon.web.access.own_file.fault"
handler404 = "jalon.web.access.own_file.nowhere"

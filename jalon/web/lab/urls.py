"""Routes below `/lab/`."""

from django.urls import path

from jalon.web.lab.views import again, home, person, population, scenarios, workload

app_name = "lab"
urlpatterns = [
    path("", home.home, name="home"),
    path("person/name/", person.name, name="person_name"),
    path("person/keep/", person.keep, name="person_keep"),
    path("population/", population.population, name="population"),
    path("population/columns/", population.columns, name="columns"),
    path("population/keep/", population.keep, name="population_keep"),
    path("workload/", workload.workload, name="workload"),
    path("workload/own/", workload.own, name="workload_own"),
    path("workload/keep/", workload.keep, name="workload_keep"),
    path("again/", again.again, name="again"),
    path("scenarios/<uuid:scenario_id>/", scenarios.show, name="scenario"),
    path("scenarios/<uuid:scenario_id>/<str:extension>/", scenarios.export, name="export"),
]

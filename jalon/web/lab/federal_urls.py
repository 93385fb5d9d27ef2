"""Routes below `/federal/lab/`: the same questions, and scenarios of its own."""

from django.urls import path

from jalon.web.lab.views import federal, month, person

app_name = "federal_lab"
urlpatterns = [
    path("", federal.home, name="home"),
    path("month/", month.month, name="month"),
    path("month/paper/", month.paper, name="month_paper"),
    path("person/", person.federal, name="person"),
    path("person/scheme/", person.federal_scheme, name="person_scheme"),
    path("person/open/", person.federal_opened, name="person_opened"),
    path("person/name/", person.federal_name, name="person_name"),
    path("person/keep/", person.federal_keep, name="person_keep"),
    path("person/take/", federal.person_take, name="person_take"),
    path("population/", federal.population, name="population"),
    path("population/columns/", federal.columns, name="columns"),
    path("population/keep/", federal.population_keep, name="population_keep"),
    path("population/take/", federal.population_take, name="population_take"),
    path("workload/", federal.workload, name="workload"),
    path("workload/keep/", federal.workload_keep, name="workload_keep"),
    path("workload/take/", federal.workload_take, name="workload_take"),
    path("again/", federal.again, name="again"),
    path("scenarios/<uuid:scenario_id>/", federal.scenario, name="scenario"),
    path("scenarios/<uuid:scenario_id>/<str:extension>/", federal.export, name="export"),
]

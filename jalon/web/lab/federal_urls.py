"""Routes below `/federal/lab/`: the same questions, and scenarios of its own."""

from django.urls import path

from jalon.web.lab.views import federal

app_name = "federal_lab"
urlpatterns = [
    path("", federal.home, name="home"),
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

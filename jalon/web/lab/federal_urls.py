"""Routes below `/federal/lab/`: the same questions, without files of persons and without anything kept."""

from django.urls import path

from jalon.web.lab.views import federal

app_name = "federal_lab"
urlpatterns = [
    path("", federal.home, name="home"),
    path("population/", federal.population, name="population"),
    path("population/columns/", federal.columns, name="columns"),
    path("population/take/", federal.population_take, name="population_take"),
    path("workload/", federal.workload, name="workload"),
    path("workload/take/", federal.workload_take, name="workload_take"),
    path("again/", federal.again, name="again"),
]

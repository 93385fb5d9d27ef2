"""The monitor's address."""

from django.urls import path

from jalon.web.health import views

urlpatterns = [path("health", views.health, name="health")]

"""Routes of the design system; included at the root."""

from django.urls import path

from jalon.web.ui import views

app_name = "ui"
urlpatterns = [
    path("design/", views.components, name="components"),
    path("theme/", views.theme, name="theme"),
    path("accessibility/", views.accessibility, name="accessibility"),
]

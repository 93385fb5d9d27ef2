"""Choosing where to work."""

from django.urls import path

from jalon.web.access import views

app_name = "access"
urlpatterns = [
    path("centres/choose/", views.choose, name="choose"),
    path("demo/sign-in/", views.demo_sign_in, name="demo"),
]

"""Choosing where to work, invitations, and the demonstration's door."""

from django.urls import path

from jalon.web.access.views import invitations, places, recovery

app_name = "access"
urlpatterns = [
    path("centres/choose/", places.choose, name="choose"),
    path("demo/sign-in/", places.demo_sign_in, name="demo"),
    path("invitation/", invitations.enter_code, name="invitation_code"),
    path("invitation/again/", invitations.ask_again, name="invitation_again"),
    path("invitation/<str:secret>/", invitations.accept, name="invitation"),
    path("recovery/", recovery.enter_code, name="recovery_code"),
    path("recovery/told/", recovery.told, name="recovery_told"),
    path("recovery/<str:secret>/", recovery.recover, name="recovery"),
]

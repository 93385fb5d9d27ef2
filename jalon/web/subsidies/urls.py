"""A centre's own amounts."""

from django.urls import path

from jalon.web.subsidies.views import centre

app_name = "subsidies"
urlpatterns = [
    path("", centre.mine, name="mine"),
    path("<uuid:award_id>/", centre.why, name="why"),
]

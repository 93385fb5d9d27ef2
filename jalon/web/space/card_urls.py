"""Requests for a new card, of people whose file the desk may have yet to find, below `/card-requests/`."""

from django.urls import path

from jalon.web.space.views import desk_cards

app_name = "cards"
urlpatterns = [path("<uuid:card_request_id>/", desk_cards.show, name="asked")]

"""What this room tells the rooms above it."""

from django.dispatch import Signal

# Sent inside the centre's context, in the act's own transaction: `membership` lost every way in, on the day `on`. What
# else lets somebody in without signing in (a calendar's address) goes with it.
access_reset = Signal()

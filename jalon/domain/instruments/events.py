"""What instruments ask of the rooms above. Receivers connect in their `AppConfig.ready`."""

from django.dispatch import Signal

# Did an accompaniment of this person end from one day to another: `person_id`, `first`, `last`? Any yes parts two ways.
way_ended = Signal()

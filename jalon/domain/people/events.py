"""What people's files announce to the rooms above. Receivers connect in their `AppConfig.ready`."""

from django.dispatch import Signal

# Sent inside the transaction, before a file is closed: `person`, `closed_on`. A receiver that raises a `DomainError`
# keeps the file open, and its sentence is shown.
file_closing = Signal()

# Sent inside the transaction, after the person's status changed: `person`, `on`.
status_changed = Signal()

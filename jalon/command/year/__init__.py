"""A year in the life of twenty invented people of three centres, lived through the services, and what it ends in.

Every act goes through the door a worker would use, on its own day of that year; nothing is drawn at random but names
and addresses. The same year lived twice is the same, and a second time it is only told.
"""

from jalon.command.year.living import live
from jalon.command.year.telling import tell

__all__ = ["live", "tell"]

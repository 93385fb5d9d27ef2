"""The worklist as a calendar. A calendar is read on phones and by other people's screens: no name stands in it."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from jalon.domain.core import reader
from jalon.domain.worklist.queries import Row


def as_icalendar(rows: list[Row], *, home: str) -> bytes:
    """All-day events, one a row: the kind of act as title, the address of the list, never a person or file number."""
    calendar = Calendar()
    calendar.add("prodid", "-//Jalon//Worklist//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Jalon")
    for row in rows:
        event = Event()
        event.add("uid", f"{row.kind}-{row.key}@jalon")
        event.add("summary", reader.mark(":").join(("Jalon", str(row.kind.label))))
        event.add("dtstart", row.due_on)
        event.add("dtend", row.due_on + timedelta(days=1))
        # The day itself, not the moment of the request: the same list gives the same bytes.
        event.add("dtstamp", datetime(row.due_on.year, row.due_on.month, row.due_on.day, tzinfo=UTC))
        event.add("url", home)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return calendar.to_ical()

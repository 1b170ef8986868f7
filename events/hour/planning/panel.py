"""Private lines on the page of the hour, for who leads it (R-PRIVATE-LINE)."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from events.hour import panels, people
from events.registration import private_lines


@panels.add("private lines", "lead", "events/hour/_private_lines.html")
def private_lines_panel(course, reader):
    if not reader.leads or reader.role not in private_lines.READERS:
        return None
    people_of_hour = [guest.person for guest in people.of(course)]
    lines = private_lines.among(course.colab, [one for one in people_of_hour if one.private_line])
    return {"lines": lines, "names": course.colab.topic.forum.rules.names_authors} if lines else None


def _private_line(colab, reader):
    """Read along with the people, for who may read it alone."""
    if reader.role not in private_lines.READERS:
        return Value("")
    seats = colab.registrations.seated().filter(participant=OuterRef("pk"))
    return Coalesce(Subquery(seats.values("private_line")[:1]), Value(""))


people.marks.add("private_line", _private_line)

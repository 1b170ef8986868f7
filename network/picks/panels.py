"""The people on the page of an hour, and whom one would like to talk more with (R-PICKS-FROM-THE-START)."""

from django.db.models import Exists, OuterRef

from events.hour import grouping, panels, people
from events.hour.method import Mode
from network.models import Pick


def _picks(colab, reader):
    return Pick.objects.filter(colab=colab, chooser=reader.person, chosen=OuterRef("pk"))


def _is_picked(colab, reader):
    return Exists(_picks(colab, reader))


def _is_introduced(colab, reader):
    return Exists(_picks(colab, reader).exclude(introduced_at=None))


people.marks.add("is_picked", _is_picked)
people.marks.add("is_introduced", _is_introduced)


@panels.add("people", "people", "network/_people_of_hour.html")
def people_of_hour(course, reader):
    """Names, and whom I picked, where the space shows names; else how many are here (R-HOUR-NAMES-NOBODY)."""
    rules = course.colab.topic.forum.rules
    guests = people.of(course)
    me = next((guest for guest in guests if guest.person.pk == reader.person.pk), None)
    shown = {"is_here": me is not None and me.is_here, "number": len(people.here(course))}
    groups = grouping.now(course) if Mode.GROUPS in course.modes else []
    if not rules.names_authors:
        return shown | {"guests": None, "group": _number_of(groups, reader.person), "groups": len(groups)}
    others = [guest for guest in guests if guest is not me]
    picked = {guest.person.pk for guest in others if guest.person.is_picked}
    names = {guest.person.pk: guest.person for guest in guests}
    return shown | {"guests": others, "picked": picked, "group": _mine(groups, names, reader.person)}


def _number_of(groups, person):
    return next((number for number, group in enumerate(groups, start=1) if person.pk in group), None)


def _mine(groups, names, person):
    """Return the others of one's group; [] without one."""
    group = next((group for group in groups if person.pk in group), [])
    return [names[key] for key in group if key in names and key != person.pk]

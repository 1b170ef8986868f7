"""Attendance (R-ATTENDANCE): noted by the door, said by oneself, corrected by the organizer, never public.

It is the same for people with a seat and with a role: nobody is present by a role.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from events.models import Attendance, CoLab, RoomEntry
from events.registration import seats
from participants.models import Participant

Mark, Source = Attendance.Mark, Attendance.Source
UNKNOWN = "unknown"
SAID_WITHIN = timedelta(days=14)  # of the end


def expected(colab):
    """Return the participants with a seat or a role, and who else is noted, with their `attendance`.

    That is an Attendance, or None if it is unknown.
    """
    noted = {row.participant_id: row for row in colab.attendances.all()}
    seated = colab.registrations.seated().order_by().values_list("participant", flat=True)
    of_roles = [person.pk for person in colab.people_with_a_role]
    people = Participant.objects.filter(pk__in=[*noted, *of_roles, *seated])
    found = list(people.order_by("name", "pk"))
    for person in found:
        person.attendance = noted.get(person.pk)
    return found


def record(colab, by, marks):
    """Correct the attendance of people; `marks` maps their keys to CAME, ABSENT or UNKNOWN.

    What is marked as it is known stays as it was noted. UNKNOWN takes back what the organizer noted, not what
    the door noted or somebody said. Raise seats.Refused before the start, and for anybody but the organizer.
    """
    with seats.holding(colab) as colab:
        if not colab.is_run_by(by):
            raise seats.Refused(_("Only the organizer of this co-lab can do this."))
        if not colab.is_announced or not colab.has_started:
            raise seats.Refused(_("Who came can be said once the co-lab has started."))
        changed = [
            person for person in expected(colab) if marks.get(person.pk, mark_of(person)) != mark_of(person)
        ]
        _take_back(colab, [person for person in changed if marks[person.pk] == UNKNOWN])
        _correct(colab, {person: marks[person.pk] for person in changed if marks[person.pk] != UNKNOWN})


def mark_of(person):
    """Return the mark of one of the people `expected`."""
    return person.attendance.mark if person.attendance else UNKNOWN


def may_be_unknown(person):
    """Return whether one of the people `expected` can be marked as unknown by the organizer."""
    return person.attendance is None or person.attendance.source == Source.ORGANIZER


def _take_back(colab, people):
    """Delete what the organizer noted of them; whom the door saw came again."""
    mine = colab.attendances.filter(participant__in=people, source=Source.ORGANIZER)
    entered = RoomEntry.objects.filter(colab=colab, participant__in=mine.values("participant"))
    by_the_door = [
        Attendance(colab=colab, participant_id=pk, mark=Mark.CAME, source=Source.DOOR)
        for pk in entered.values_list("participant", flat=True)
    ]
    mine.delete()
    Attendance.objects.bulk_create(by_the_door)


def _correct(colab, marks):
    rows = [
        Attendance(colab=colab, participant=person, mark=Mark(mark), source=Source.ORGANIZER)
        for person, mark in marks.items()
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["colab", "participant"],
        update_fields=["mark", "source", "recorded_at"],
    )


def say(colab, person):
    """Record that somebody whom the door did not see was there, as they say. Idempotent.

    Return the Attendance. Raise seats.Refused.
    """
    with seats.holding(colab) as colab:
        noted = colab.attendances.filter(participant=person).first()
        if noted is not None and not noted.is_absence:
            return noted
        if refusal := _why_not(colab, person, noted):
            raise seats.Refused(refusal)
        return Attendance.objects.create(colab=colab, participant=person, mark=Mark.CAME, source=Source.SELF)


def may_say(colab):
    """Return whether the person of a co-lab `with_presence_of` them can say that they were there.

    It must be unknown, and not too late.
    """
    return is_asked(colab) and not colab.is_noted and (colab.had_seat or colab.my_role)


def _why_not(colab, person, noted):
    if not colab.is_held:
        return _("You can say that you were there when the hour is over.")
    if noted is not None:
        return _("The organizer noted that you did not come. If you did, write to them: they can correct it.")
    if not is_asked(colab):
        return _("This could be said until two weeks after the hour. The organizer can still correct it.")
    seated = colab.registrations.seated().of_readers().filter(participant=person)
    if not (seated.exists() or colab.role_of(person)):
        return _("This is for people who had a seat or a role in this co-lab.")
    return ""


def is_unknown(colab, person):
    """Return whether nothing is noted of this person yet, while people can still say so."""
    return is_asked(colab) and not colab.attendances.filter(participant=person).exists()


def is_asked(colab):
    """Return whether people can still say that they were there."""
    return colab.is_held and timezone.now() <= colab.ends_at + SAID_WITHIN


def forget(colab, person=None):
    """Delete what is noted, of one person or of everybody: entering before a move is no attendance."""
    concerned = {"participant": person} if person else {}
    colab.room_entries.filter(**concerned).delete()
    colab.attendances.filter(**concerned).delete()


def people_present(colab):
    """Return the participants who came, by whoever said so, and may read the forum today."""
    came = colab.attendances.came().of_readers().order_by().values("participant")
    return Participant.objects.active().filter(pk__in=came).order_by("name", "pk")


def was_there(colab, person):
    return person.is_authenticated and people_present(colab).filter(pk=person.pk).exists()


def presence(colab, person):
    """Return this co-lab, read again `with_presence_of` this person."""
    return CoLab.objects.with_presence_of(person).select_related("topic__forum").get(pk=colab.pk)


def held_for(person):
    """Return the co-labs held to which this person came or in which they have a role, the latest first."""
    return CoLab.objects.held().concerning(person).order_by("-ends_at", "-pk")

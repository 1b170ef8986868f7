"""The seats of a co-lab as one person may see them, for pages and letters."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from events.messages import reminder_times
from events.models import CoLab, Registration
from events.models.roles import RUNNING
from events.registration import agreement, attendance, availability, lineage, private_lines
from events.registration.forms import ChangeForm, RegistrationForm
from events.room import access, providers


@dataclass(frozen=True)
class SeatPanel:
    """`mine` is the registration of the person, also if they left."""

    colab: CoLab
    seated: list[Registration]
    waiting: list[Registration]
    mine: Registration | None
    role: str | None
    kept: bool  # free seats are kept from this person
    removed: list[Registration]  # filled for those who run it only

    @property
    def taken(self):
        return len(self.seated)

    @property
    def free(self):
        return max(self.colab.capacity - self.taken, 0)

    @property
    def kept_until(self):
        return lineage.kept_until(self.colab) if lineage.keeps_seats(self.colab) else None

    @property
    def kept_for(self):
        return lineage.kept_for(self.colab.topic.forum)

    @property
    def is_open(self):
        return self.colab.is_announced and not self.colab.has_started

    @property
    def is_live(self):
        """Whether anything of it can still change by itself or by others (R-HOUR-STATE)."""
        return self.colab.is_announced and not self.colab.has_ended

    @property
    def has_part(self):
        """Whether the door of the room is for this person (R-ROOM-DOOR)."""
        return self.state in {"seated", "role"}

    @property
    def runs(self):
        """Whether the person may do what the organizer may (R-HANDED-OVER)."""
        return self.role in RUNNING

    @property
    def state(self):
        """The person's state: role, seated, waiting, removed or none."""
        if self.role:
            return "role"
        if self.mine is None or (self.mine.status == Registration.Status.GONE and not self.mine.removed):
            return "none"
        return "removed" if self.mine.removed else self.mine.status

    @property
    def seat_at_once(self):
        return self.free > 0 and not self.kept and not self._others_first

    @property
    def _others_first(self):
        return bool(self.waiting) and self.kept_until is None

    @property
    def shown(self):
        """A fingerprint of the panel, "numbers-ways"; the ways are what the person can do."""
        numbers = (self.taken, len(self.waiting), self.colab.capacity)
        ways = (self.state, self.colab.status, self.is_open, self.seat_at_once, self.why_waiting)
        return "-".join(".".join(map(str, part)) for part in (numbers, ways))

    @property
    def position(self):
        return self.waiting.index(self.mine) + 1 if self.mine in self.waiting else None

    @property
    def claim_opens(self):
        """The instant from which this person may claim a free seat; None if there is none to claim."""
        if self.state != "waiting" or not self.is_open or not self.free or self.kept:
            return None
        return (
            availability.claim_opens(self.colab, self.mine)
            if availability.is_in_last_hours(self.colab)
            else None
        )

    @property
    def may_claim(self):
        return self.claim_opens is not None and self.claim_opens <= timezone.now()

    @property
    def why_waiting(self):
        """ "claim", "later", "kept" or "full"."""
        if self.claim_opens is not None:
            return "claim" if self.may_claim else "later"
        return "kept" if self.kept else "full"

    @property
    def must_agree(self):
        """Whether this person waits, and has to agree before they claim a seat (R-BRAVE-HOUR)."""
        return self.state == "waiting" and agreement.is_missing(self.colab, self.mine)

    @property
    def agreed_to_less(self):
        """Whether principles changed after they registered (R-SEAT-AGREES); the co-lab is one `for_page`."""
        since = self.colab.principles_since
        return bool(since) and self.state in {"seated", "waiting"} and self.mine.queued_at < since

    @property
    def private_lines(self):
        """The Registrations with a private line, for whom it is meant (R-PRIVATE-LINE)."""
        is_reader = self.role in private_lines.READERS
        return private_lines.among(self.colab, [*self.seated, *self.waiting]) if is_reader else []

    @property
    def in_last_hours(self):
        return availability.is_in_last_hours(self.colab)

    @property
    def knows_names(self):
        """Whether the person may see who has a seat (R-SEATED-NAMES)."""
        if self.runs:
            return True
        return self.has_part and not self.colab.topic.forum.unattributed


def of(colab, person):
    role = colab.role_of(person)
    shown = ~Q(status=Registration.Status.GONE) | Q(participant=person.pk)
    if role in RUNNING:
        shown |= Q(removed=True)
    everyone = list(colab.registrations.filter(shown).select_related("participant"))
    may_be_kept = person.is_authenticated and not role
    return SeatPanel(
        colab=colab,
        seated=sorted((r for r in everyone if r.is_seated), key=lambda r: r.seat),
        waiting=sorted((r for r in everyone if r.is_waiting), key=lambda r: (r.queued_at, r.pk)),
        mine=next((r for r in everyone if r.participant_id == person.pk), None),
        role=role,
        kept=may_be_kept and lineage.must_let_others_go_first(colab, person),
        removed=[r for r in everyone if r.removed] if role in RUNNING else [],
    )


def reminders(panel, person):
    """Return which reminders of a seat still come, "both", "day", "hour" or ""; of one taken now, if none is.

    The co-lab is one `for_page`.
    """
    colab, now = panel.colab, timezone.now()
    learned = [panel.mine.seated_at if panel.state == "seated" else now]
    learned.append(colab.moved_at or colab.announced_at or colab.created_at)
    kinds = reminder_times.to_come(now, colab.starts_at, max(learned))
    if person.is_authenticated:
        kinds = [kind for kind in kinds if person.wants(kind)]
    return "both" if len(kinds) == 2 else kinds[0].removeprefix("reminder-") if kinds else ""


def room(colab):
    """Return what the door of the room shows."""
    return {"room_opens_at": access.opens_at(colab), "room_service": providers.service(colab.room_url)}


def context(colab, person, refused=None):
    """Return the context of the pieces about seats, see _seat.html; `refused`: data of an invalid form.

    The co-lab is one `for_page`.
    """
    panel = of(colab, person)
    mine = panel.mine if panel.state in {"seated", "waiting"} else None
    said = ("intention", "bring", "private_line")
    initial = {name: getattr(mine, name) for name in said} if mine else None
    return room(colab) | {
        "colab": colab,
        "panel": panel,
        "form": (ChangeForm if mine else RegistrationForm)(colab, refused, initial=initial),
        "reminders": reminders(panel, person),
        "may_say": panel.has_part and attendance.is_unknown(colab, person),
        "unattributed": colab.topic.forum.unattributed,
    }

"""What the letters about co-labs share: queries for whether they are still true, and their context.

A letter with a calendar object tells all that happened to the entry since its person was told (R-ONE-NEWS);
any other is true for one seat and start only, and later changes have messages of their own.
"""

from dataclasses import replace
from datetime import datetime

from events.calendar import invitations, itip
from events.messages import versions
from events.models import CoLab, Move, Registration, RoleEntry
from mailing.models import Message
from mailing.registry import Letter


def registration_of(message, status):
    """Return the registration of a message if it has this status and counts, and its co-lab is ahead."""
    registration = (
        Registration.objects.of_readers()
        .filter(pk=message.about["registration"], status=status)
        .select_related("colab__topic__forum", "colab__organizer", "participant")
        .first()
    )
    if registration is None or not registration.colab.is_announced or registration.colab.has_started:
        return None
    return registration


def seat_of(message):
    """Return the seat of a message if its UID and start are still the same."""
    registration = registration_of(message, Registration.Status.SEATED)
    if registration is None or str(registration.uid) != message.about["uid"]:
        return None
    return registration if registration.colab.starts_at == start_of(message) else None


def waiting_of(message):
    registration = registration_of(message, Registration.Status.WAITING)
    return registration if registration and registration.colab.starts_at == start_of(message) else None


def colab_of(colabs, about):
    return colabs.select_related("topic__forum", "organizer").filter(pk=about["colab"]).first()


def colab_with_role(message):
    """Return the co-lab ahead of a message if it was not moved and the recipient has a role."""
    colab = colab_of(CoLab.objects.ahead(), message.about)
    if colab is None or colab.has_started or colab.starts_at != start_of(message):
        return None
    return colab if colab.role_of(message.recipient) else None


def start_of(message):
    return datetime.fromisoformat(message.about["start"])


def letter_about(template, colab, calendar=None, **context):
    return Letter(
        f"events/email/{template}",
        {
            "colab": colab,
            "link": invitations.link(colab),
            "utc": invitations.utc_words(colab),
            **context,
        },
        calendar,
    )


# --- Letters with a calendar object


def held_colab_of(about):
    """Return the co-lab with its row locked until the mail is stored: nothing changes meanwhile."""
    return colab_of(CoLab.objects.select_for_update(no_key=True, of=("self",)), about)


def entry_of(message):
    """Return the living entry, of a seat or of roles, that a message is about; its co-lab is locked."""
    about = message.about
    colab = held_colab_of(about)
    if colab is None or not colab.is_announced or colab.has_started:
        return None
    if "registration" in about:
        seats = Registration.objects.seated().of_readers().select_related("participant")
        entry = seats.filter(pk=about["registration"], uid=about["uid"]).first()
    else:
        roles = RoleEntry.objects.current().select_related("participant")
        entry = roles.filter(pk=about["entry"]).first() if colab.role_of(message.recipient) else None
    if entry is not None:
        entry.colab = colab
    return entry


def invitation(template, message):
    """Return the letter of somebody new to a co-lab, with all that happened since."""
    entry = entry_of(message)
    news = entry and versions.request(message, entry)
    return news and _telling(template, entry, news, message)


def update(message):
    """Return the letter about what is new of an entry, for whatever reason it was posted."""
    entry = entry_of(message)
    news = entry and versions.request(message, entry)
    if news is None:
        return None
    was = news.was or _was_by(message)
    return _telling("moved" if "start" in was else "changed", entry, replace(news, was=was), message)


def _was_by(message):
    """Return what a message is about, where it is not known what its person was told."""
    move = Move.objects.filter(pk=message.about.get("move")).first()
    return {"start": move.from_start} if move else {}


def telling(template, entry, news, message, **context):
    """Return a letter that may tell `news`, and has something to say without them."""
    return _telling(template, entry, news or versions.News(), message, **context)


def _telling(template, entry, news, message, **context):
    registration = entry if isinstance(entry, Registration) else None
    context |= {"registration": registration, "was": news.was, "move": _last_move(entry.colab)}
    context.setdefault("role", None if registration else entry.colab.role_of(message.recipient))
    return letter_about(template, entry.colab, news.calendar, entry=news.calendar is not None, **context)


def _last_move(colab):
    return Move.objects.filter(colab=colab).first()


def cancellation(message, colab, person=None):
    """Return the object that cancels the entry a message is about, None if nobody has it."""
    if message.content is not None:
        return None  # it was rendered
    address = message.address or message.recipient.email
    name = person.name if person else ""
    return versions.cancel(message, colab, itip.Mailbox(address, name), message.about)


def start_known(message, move):
    """Return the start that somebody without an entry was told last, as a mail about `move` finds it."""
    told = Message.objects.filter(kind=message.kind, recipient=message.recipient, state=Message.State.SENT)
    told = told.filter(about__colab=message.about["colab"]).order_by("-pk").first()
    moves = Move.objects.filter(colab=move.colab_id, pk__lte=move.pk)
    if told is not None:
        moves = moves.filter(pk__gt=told.about["move"])
    elif registration := Registration.objects.filter(pk=message.about.get("registration")).first():
        moves = moves.filter(moved_at__gte=registration.queued_at)
    first = moves.order_by("pk").first()
    return first.from_start if first else move.from_start

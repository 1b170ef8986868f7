"""How often one person, or the visitors of one network, may do something (R-LIMITS).

A verb asks in its own transaction, after its locks and just before it writes:

    limits.spend(author, "topic")

What is refused for another reason is rolled back with the count. Leaving a seat, declining, taking back,
erasing, exporting and unsubscribing never ask.
"""

import ipaddress
import math
from datetime import timedelta
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.timezones import display
from core.web import refusals
from participants.models import LimitCount

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
REACHED = {
    "topic": gettext_lazy("You have posted as many topics as one person can in a day (%(limit)d)."),
    "reply": gettext_lazy("You have posted as many replies as one person can in a day (%(limit)d)."),
    "edit": gettext_lazy("You have changed as many texts as one person can in a day (%(limit)d)."),
    "mention": gettext_lazy(
        "With this you would mention more people than one person can in a day (%(limit)d)."
    ),
    "tag": gettext_lazy("With this you would make more new tags than one person can in a day (%(limit)d)."),
    "nomination": gettext_lazy("You have suggested as many topics as one person can in a day (%(limit)d)."),
    "report": gettext_lazy("You have sent as many reports as one person can in a day (%(limit)d)."),
    "preview": gettext_lazy("You have looked at as many previews as one person can in a day (%(limit)d)."),
    "registration": gettext_lazy("You have registered as often as one person can in a day (%(limit)d)."),
    "insight": gettext_lazy("You have written as many notes as one person can in a day (%(limit)d)."),
    "answer": gettext_lazy("You have written as many answers as one person can in a day (%(limit)d)."),
    "harvest": gettext_lazy("You have saved as many harvests as one person can in a day (%(limit)d)."),
    "request": gettext_lazy("You have asked for as many follow-ups as one person can in a day (%(limit)d)."),
    "pick": gettext_lazy("You have chosen as many people as one person can in a day (%(limit)d)."),
    "introduction": gettext_lazy(
        "You have begun as many introductions as one person can in a day (%(limit)d)."
    ),
    "offer": gettext_lazy("You have written as many offers as one person can in a day (%(limit)d)."),
    "step": gettext_lazy("You have written as many next steps as one person can in a day (%(limit)d)."),
    "declaration": gettext_lazy("You have declared as many co-labs as one person can in a day (%(limit)d)."),
    "plan": gettext_lazy("You have changed co-labs as often as one person can in a day (%(limit)d)."),
    "move": gettext_lazy("You have moved co-labs as often as one person can in a day (%(limit)d)."),
    "invitation": gettext_lazy("You have invited as many people as one person can in a day (%(limit)d)."),
    "space": gettext_lazy(
        "You have opened or handed on as many spaces as one person can in a day (%(limit)d)."
    ),
    "proposal": gettext_lazy("You have proposed principles as often as one person can in a day (%(limit)d)."),
    "statement": gettext_lazy(
        "You have worded challenges anew as often as one person can in a day (%(limit)d)."
    ),
    "experiment": gettext_lazy("You have begun as many experiments as one person can in a day (%(limit)d)."),
    "trial": gettext_lazy("You have offered as many places as one person can in a day (%(limit)d)."),
    "output": gettext_lazy("You have kept as much for others as one person can in a day (%(limit)d)."),
    "use": gettext_lazy(
        "You have said of as many things as one person can in a day that you use them or told of them "
        "(%(limit)d)."
    ),
    "reflection": gettext_lazy(
        "You have kept as many answers about hours as one person can in a day (%(limit)d)."
    ),
    "story": gettext_lazy("You have shared as many stories as one person can in a day (%(limit)d)."),
    "monthly": gettext_lazy("You have begun as many monthly digests as one person can in a day (%(limit)d)."),
    "asking": gettext_lazy("You have asked for as many stories as one person can in a day (%(limit)d)."),
    "name": gettext_lazy("You have changed your name as often as one person can in a day (%(limit)d)."),
    "profile": gettext_lazy("You have changed your profile as often as one person can in a day (%(limit)d)."),
    "visit": gettext_lazy("Too many pages were asked for from your network within a minute (%(limit)d)."),
}
COUNT = """
    INSERT INTO participants_limitcount AS held (who, verb, number, since)
    VALUES (%(who)s, %(verb)s, %(number)s, %(now)s)
    ON CONFLICT (who, verb) DO UPDATE SET
        number = CASE WHEN held.since > %(expired)s THEN held.number ELSE 0 END + excluded.number,
        since = CASE WHEN held.since > %(expired)s THEN held.since ELSE excluded.since END
    WHERE CASE WHEN held.since > %(expired)s THEN held.number ELSE 0 END + excluded.number <= %(limit)s
"""


class Refused(refusals.Refused):
    """Something was done too often; `until` is the instant from which it can be done again, or None."""

    status = 429  # RFC 6585, 4

    def __init__(self, text, until):
        super().__init__(text)
        self.until = until

    @property
    def retry_after(self):
        """Seconds, at least one; None if waiting does not help."""
        return self.until and max(1, math.ceil((self.until - timezone.now()).total_seconds()))


def allowed(person, verb):
    """Return how often this person may do this in a day."""
    usual, first_day = _limits(person, verb)
    return first_day if _is_new(person) else usual


def spend(person, verb, number=1):
    """Count what a person is about to do. Raise Refused beyond the limit: then nothing is counted.

    The row of the count stays locked until the end of the transaction: one person's requests are counted one
    after the other.
    """
    limit = allowed(person, verb)
    if number and not _count(_name(person), verb, number, limit, DAY):
        raise Refused(*_too_often(person, verb, number, limit))


def forget(person):
    LimitCount.objects.filter(who=_name(person)).delete()


def prune(now=None):
    """Delete counts that count no more; those of networks after a minute. Return the number."""
    now = now or timezone.now()
    over = LimitCount.objects.filter(since__lte=now - DAY)
    networks = LimitCount.objects.filter(since__lte=now - MINUTE, verb__startswith="visit")
    return over.delete()[0] + networks.delete()[0]


# --- Visitors


def for_visitors(what):
    """Decorate a view that visitors may ask for so often in a minute, all from one network together."""

    def decorate(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if not request.user.is_authenticated:
                _visit(get_adapter().get_client_ip(request), what)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def _visit(address, what):
    limit = settings.COLAB["limit_of_visitors"]
    who, verb = network(address), f"visit-{what}"
    if not _count(who, verb, 1, limit, MINUTE):
        raise Refused(REACHED["visit"] % {"limit": limit}, _ends(who, verb, MINUTE))


def network(address):
    """Return the /24 of an IPv4 address, the /64 of an IPv6 address: "198.51.100.0/24"; else its text."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:  # a proxy wrote "unknown", or a port
        return address[:40]
    found = getattr(found, "ipv4_mapped", None) or type(found)(int(found))  # without a scope: %eth0
    return str(ipaddress.ip_network((found, 24 if found.version == 4 else 64), strict=False))


# --- Counting


def _name(person):
    return f"participant {person.pk}"


def _limits(person, verb):
    """Return (in a day, in the first 24 hours)."""
    times = settings.COLAB["limits_of_organizers"] if person.is_organizer else 1
    return [limit * times for limit in settings.COLAB["limits"][verb]]


def _is_new(person):
    return timezone.now() - person.date_joined < DAY


def _count(who, verb, number, limit, window):
    """Return whether it may be done; then it is counted. A window begins with the first thing in it."""
    if number > limit:
        return False
    now = timezone.now()
    about = {"who": who, "verb": verb, "number": number, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(COUNT, about | {"now": now, "expired": now - window})
        return cursor.rowcount == 1


def _ends(who, verb, window):
    found = LimitCount.objects.filter(who=who, verb=verb, since__gt=timezone.now() - window).first()
    return found and found.since + window


def _too_often(person, verb, number, limit):
    """Return (why, until)."""
    until = [_ends(_name(person), verb, DAY)] if number <= limit else []
    sentences = [REACHED[verb] % {"limit": limit}, _("Nothing was saved.")]
    if _is_new(person):
        sentences.append(_("In the first 24 hours of an account the limits are lower."))
        until += [person.date_joined + DAY] if number <= _limits(person, verb)[0] else []
    until = min(filter(None, until), default=None)
    if until:
        sentences.append(_("You can go on at this time: %(when)s.") % {"when": _words(until)})
    return " ".join(map(str, sentences)), until


def _words(until):
    """Return an instant in the reader's words, not before it: they have no seconds."""
    return display.words(until + MINUTE - timedelta(microseconds=1))

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learning.models import MonthlyDigest
from learning.monthly import shown
from mailing.registry import Letter, everyone, letter, places
from participants.models import Participant


def _people(about):
    """Return whom a digest is written to: the members of its space, or everybody."""
    digest = MonthlyDigest.objects.get(pk=about["monthly"])
    people = Participant.objects.active()
    return people.filter(memberships__forum=digest.forum_id) if digest.forum_id else people


def _published_to(person):
    """Filter what is published of all spaces, and of those that a person is in."""
    of_theirs = Q(forum=None) | Q(forum__memberships__participant=person)
    return MonthlyDigest.objects.published().filter(of_theirs)


def _of_same_month(person, pk):
    """Return the digest of the month of another, in the language of its reader if there is one; or None."""
    about = MonthlyDigest.objects.filter(pk=pk).first()
    if about is None:
        return None
    found = _published_to(person).of(about.forum_id, about.month).for_page()
    return shown.one_of(list(found.order_by("published_at", "pk")))


@letter(
    "digest-published",
    label=_("What a month had: the digest of a space of mine, and of all spaces"),
    optional=True,
    may_wait=True,
    recipients=_people,
    reaches=everyone,
)
def digest_published(message):
    """None once it was taken back or hidden; its lines are read when it is sent (R-DIGEST-IS-PUBLIC)."""
    digest = _of_same_month(message.recipient, message.about["monthly"])
    if digest is None:
        return None
    [content] = shown.of([digest])
    context = {"digest": digest, "content": content, "address": digest.get_absolute_url()}
    return Letter("learning/email/digest_published", context)


def _page_of(person, pk):
    found = _of_same_month(person, pk)
    return found.get_absolute_url() if found else ""


places.add("monthly", _page_of)

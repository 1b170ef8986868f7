"""What somebody could give, or looks for, in one line; open for half a year at a time (R-OFFERS-END)."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.web import refusals
from forums import kinds
from forums.models import Forum
from forums.models.tag import key_of
from forums.topics import tagging, topics
from moderation import hiding, reports
from network.models import Offer
from network.models.offers import half_a_year_on
from participants import limits

MOST = 5  # open ones of a kind, of one person
TAGS = 3


class Refused(refusals.Refused):
    """Why an offer is not kept; the text is for the person."""


@transaction.atomic
def make(person, text, is_need=False, language="en", tags=()):
    """Keep and return an Offer; `tags` are names. Idempotent. Raise Refused, and limits.Refused."""
    limits.spend(person, "offer")  # and what one person writes is counted one after the other
    mine = Offer.objects.of(person).open().filter(is_need=is_need)
    if same := mine.filter(text=text).first():
        return same
    _check_number(mine, is_need)
    made = Offer.objects.create(participant=person, text=text, is_need=is_need, language=language)
    made.tags.set(tagging.get_or_create(tags[:TAGS], person))
    return made


def _check_number(open_ones, is_need):
    if open_ones.count() >= MOST:
        one_too_many = (
            _("You look for five things already. Take one back before you add another one.")
            if is_need
            else _("You have five offers already. Take one back before you add another one.")
        )
        raise Refused(one_too_many)


@transaction.atomic
def change(offer, text, language, tags):
    """Change the words and the tags. Idempotent. Raise Refused where it is hidden, and limits.Refused."""
    offer = _shown(offer)
    before = {tag.key for tag in offer.tags.all()}
    if (offer.text, offer.language, before) == (text, language, {key_of(name) for name in tags[:TAGS]}):
        return
    limits.spend(offer.participant, "edit")
    offer.text, offer.language = text, language
    offer.save(update_fields=["text", "language"])
    offer.tags.set(tagging.get_or_create(tags[:TAGS], offer.participant))


@transaction.atomic
def renew(offer):
    """Keep it open for half a year from now. Raise Refused, and limits.Refused."""
    limits.spend(offer.participant, "offer")
    offer = _shown(offer)
    if offer.has_ended:
        _check_number(Offer.objects.of(offer.participant).open().filter(is_need=offer.is_need), offer.is_need)
    offer.until = half_a_year_on()
    offer.save(update_fields=["until"])


def _shown(offer):
    """Return it, read again with its row locked, in a transaction. Raise Refused if it is gone or hidden."""
    rows = Offer.objects.select_for_update(no_key=True, of=("self",)).select_related("participant")
    found = rows.filter(pk=offer.pk).first()
    if found is None:
        raise Refused(_("This is not there any more: it was taken back."))
    if found.is_hidden:
        raise Refused(_("A moderator has hidden this. Take it back, or ask the moderators."))
    return found


def take_back(offer):
    """Delete it. Idempotent."""
    Offer.objects.filter(pk=offer.pk).delete()


def spaces_for(need):
    """Return the forums in which a need can be posted: those that name who writes (R-UNATTRIBUTED)."""
    readable = Forum.objects.visible_to(need.participant)
    return readable.filter(kind__in=kinds.where(names_authors=True)).order_by("-is_public", "name")


@transaction.atomic
def post_as_topic(need, **topic):
    """Post a topic by whoever has the need, and link to it; arguments as of `topics.start` (R-NEED-TO-TOPIC).

    Idempotent as that is. Raise Refused, and limits.Refused.
    """
    need = _shown(need)
    created = topics.start(need.participant, **topic)
    need.topic = created
    need.save(update_fields=["topic"])
    return created


def hide(offer, by, reason):
    """Hide it from everybody but its author, and settle the reports about it."""
    reports.hide(offer, by, reason)


def show(offer, by=None):
    hiding.show(offer, by)

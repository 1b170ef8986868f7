"""The verbs that open a space and change what stands about it."""

from itertools import count

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from forums.models import Forum, Membership
from participants import audit, limits

ABOUT = [
    *("name", "purpose", "about_what", "for_whom", "relationships"),
    *("rhythm_weeks", "supports", "language", "review_on"),
]
LAST_POSITION = 32_000


class Refused(refusals.Refused):
    """Why a space is not opened or changed; the text is for the person."""


@transaction.atomic
def open_space(by, *, is_ready=False, **fields):
    """Open a space and return it; who opens it keeps it (R-STEWARDS). Idempotent.

    `fields` are those of ABOUT, `kind` and `is_public`; `is_ready`: they are ready to facilitate
    (R-READY). Raise Refused, limits.Refused, and ValidationError for what its kind asks for.
    """
    if not by.is_organizer:
        raise Refused(_("Only organizers can open a space."))
    forum = Forum(supports_html=render(fields.get("supports", "")), **fields)
    forum.clean()
    if same := _opened_before(forum, by):
        return same
    limits.spend(by, "space")  # and what one person opens is made one after the other
    if same := _opened_before(forum, by):
        return same
    forum.position = min((Forum.objects.aggregate(last=Max("position"))["last"] or 0) + 1, LAST_POSITION)
    _save_at_free_address(forum)
    ready_at = timezone.now() if is_ready and forum.rules.asks_readiness else None
    Membership.objects.create(forum=forum, participant=by, moderates=True, ready_at=ready_at)
    audit.record(by, "opened", forum)
    return forum


def _opened_before(forum, by):
    same = {name: getattr(forum, name) for name in [*ABOUT, "kind", "is_public"]}
    return Forum.objects.filter(memberships__participant=by, memberships__moderates=True, **same).first()


def _save_at_free_address(forum):
    slug = Forum.slug_of(forum.name)
    for number in count(1):
        forum.slug = slug if number == 1 else f"{slug[:50]}-{number}"
        try:
            with transaction.atomic():
                forum.save(force_insert=True)
        except IntegrityError:
            if not Forum.objects.filter(slug=forum.slug).exists():
                raise
        else:
            return


@transaction.atomic
def change(forum, by, **fields):
    """Change fields of ABOUT. Idempotent. Raise limits.Refused, and ValidationError for what is missing."""
    forum = Forum.objects.select_for_update(no_key=True).get(pk=forum.pk)
    if all(getattr(forum, name) == value for name, value in fields.items()):
        return forum
    limits.spend(by, "edit")
    for name in set(fields) & set(ABOUT):
        setattr(forum, name, fields[name])
    forum.supports_html = render(forum.supports)
    forum.clean()
    forum.save(update_fields=[*ABOUT, "supports_html"])
    return forum

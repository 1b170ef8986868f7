"""The harvest, which closes a co-lab (R-HARVEST-CLOSES)."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from events.models.locking import holding
from followups.models import Harvest
from forums import kinds
from participants import limits

TEXTS = ("summary", "themes", "next_steps")


class Refused(refusals.Refused):
    """Why a harvest cannot be recorded."""


def may_write(colab, person):
    return colab.role_of(person) is not None


def is_for_reader(colab):
    """Return whether the harvest is for the reader of a co-lab `with_presence_of` them (R-HARVEST-THERE)."""
    return colab.was_there or colab.my_role or colab.topic.forum.rules.harvest_for == kinds.READERS


def record(colab, by, *, nothing_to_record=False, **texts):
    """Create or rewrite the harvest and close the co-lab. Idempotent. Raise Refused.

    `texts` are Markdown: summary, themes, next_steps.
    """
    with holding(colab) as colab:
        if not may_write(colab, by):
            raise Refused(_("The organizer, the facilitator and the harvester write the harvest."))
        if not colab.is_held:
            raise Refused(_("The harvest is written when the hour is over."))
        return _record(colab, by, nothing_to_record, texts)


def _record(colab, by, nothing_to_record, texts):
    now = timezone.now()
    texts = {name: "" if nothing_to_record else texts.get(name, "") for name in TEXTS}
    rendered = {f"{name}_html": render(text) if text else "" for name, text in texts.items()}
    fields = {"written_by": by, "nothing_to_record": nothing_to_record, **texts, **rendered}
    harvest, created = Harvest.objects.get_or_create(
        colab=colab, defaults={**fields, "language": colab.language, "created_at": now}
    )
    if created:
        limits.spend(by, "harvest")
    else:
        _rewrite(harvest, fields, now)
    if colab.closed_at is None:
        colab.closed_at = now
        colab.save(update_fields=["closed_at"])
    return harvest


def _rewrite(harvest, fields, now):
    if all(getattr(harvest, name) == value for name, value in fields.items() if name != "written_by"):
        return
    limits.spend(fields["written_by"], "harvest")
    for name, value in fields.items():
        setattr(harvest, name, value)
    harvest.edited_at = now
    harvest.save(update_fields=[*fields, "edited_at"])

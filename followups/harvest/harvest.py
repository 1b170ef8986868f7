"""The harvest: a draft from the start of the hour on; recording it closes a co-lab (R-HARVEST-CLOSES)."""

from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from core.text.markup import render
from core.web import refusals
from events.hour import course
from events.models.locking import holding
from followups.models import Harvest, Insight
from followups.notes import tags as tags_of_notes
from forums import kinds
from forums.models.tag import key_of
from forums.topics import tagging
from participants import limits

TEXTS = ("summary", "themes", "next_steps")


class Refused(refusals.Refused):
    """Why a harvest cannot be written."""


def may_write(colab, person):
    return colab.role_of(person) is not None


def is_for_reader(colab):
    """Return whether the harvest is for the reader of a co-lab `with_presence_of` them.

    R-HARVEST-THERE, R-HARVEST-CONSENT; one query for those who were not there.
    """
    if colab.was_there or colab.my_role or colab.topic.forum.rules.harvest_for == kinds.READERS:
        return True
    return Harvest.objects.agreed().filter(colab=colab).exists()


def keep(colab, by, *, tags=(), of_notes=None, **texts):
    """Keep a harvest as a draft, for those alone who may write it, and return it. Idempotent. Raise Refused.

    `texts` are Markdown: summary, themes (in other words), next_steps. `tags` are names, in order;
    `of_notes` {key of a shared note: names}.
    """
    with _writing(colab, by) as colab:
        harvest = _stored(colab)
        if harvest.is_recorded:
            raise Refused(_("The harvest is recorded by now. Record what you change."))
        _tag_notes(colab, by, of_notes or {})
        if _set(harvest, by, texts, tags):
            limits.spend(by, "edit")
            _save(harvest, by, tags)
        return harvest


def record(colab, by, *, nothing_to_record=False, tags=(), of_notes=None, **texts):
    """Create or rewrite the harvest, close the co-lab, and return it. Idempotent. Raise Refused.

    Arguments as of `keep`. What changes is asked anew of those who were there (R-HARVEST-CONSENT).
    """
    if nothing_to_record:
        tags, texts = (), {}
    with _writing(colab, by) as colab:
        if not colab.is_held:
            raise Refused(_("The harvest is recorded when the hour is over. Until then it is a draft."))
        harvest, now = _stored(colab), timezone.now()
        _tag_notes(colab, by, of_notes or {})
        changes = _set(harvest, by, texts, tags, nothing_to_record=nothing_to_record)
        if changes or not harvest.is_recorded:
            limits.spend(by, "harvest")
            harvest.edited_at = now if harvest.is_recorded else None
            harvest.recorded_at = harvest.recorded_at or now
            _save(harvest, by, tags)
            harvest.voices.all().delete()
        if colab.closed_at is None:
            colab.closed_at = now
            colab.save(update_fields=["closed_at"])
        return harvest


@contextmanager
def _writing(colab, by):
    with holding(colab) as colab:
        if not may_write(colab, by):
            text = _("This is for those who organize or facilitate this co-lab, or write its harvest.")
            raise Refused(text)
        if not (colab.is_announced and colab.has_started):
            raise Refused(_("The harvest is written from the start of the hour on."))
        yield colab


def _stored(colab):
    return Harvest.objects.filter(colab=colab).first() or Harvest(colab=colab, language=colab.language)


def _set(harvest, by, texts, tags, *, nothing_to_record=False):
    """Set the fields of a harvest. Return whether it says something else now."""
    texts = {name: texts.get(name, "") for name in TEXTS}
    rendered = {f"{name}_html": render(text) if text else "" for name, text in texts.items()}
    fields = {"nothing_to_record": nothing_to_record, **texts, **rendered}
    changes = harvest._state.adding or _keys(harvest) != [key_of(name) for name in tags]
    for name, value in fields.items():
        changes |= getattr(harvest, name) != value
        setattr(harvest, name, value)
    return changes


def _save(harvest, by, tags):
    harvest.written_by = by
    names = ["written_by", "nothing_to_record", "recorded_at", "edited_at", *TEXTS]
    names += [f"{name}_html" for name in TEXTS]
    harvest.save(update_fields=None if harvest._state.adding else names)
    known = {tag.key: tag for tag in tagging.get_or_create(tags, by)}
    through = Harvest.tags.through
    through.objects.filter(harvest=harvest).delete()
    through.objects.bulk_create(through(harvest=harvest, tag=known[key_of(name)]) for name in tags)


def _keys(harvest):
    """Return the keys of the tags of a harvest, in the order of its writer."""
    rows = Harvest.tags.through.objects.filter(harvest=harvest.pk).order_by("pk")
    return list(rows.values_list("tag__key", flat=True))


def _tag_notes(colab, by, of_notes):
    notes = Insight.objects.filter(colab=colab, pk__in=of_notes).shared().prefetch_related("tags")
    changed = [note for note in notes if tags_of_notes.set_on(note, by, of_notes[note.pk])]
    if changed:
        course.touch(colab)

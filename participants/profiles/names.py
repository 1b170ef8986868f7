"""Names of people in what others wrote, written anew when a name changes or its person leaves (R-NAMES-GO).

A mention and a quotation name a person by a link, and the link says who it is: a bystander of the same name
keeps theirs. Parts declare their texts, and what in a text is such a link.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from core.registry import Registry
from core.text import markup

texts = Registry("texts in which people are named")
links = Registry("links that name a person")


@dataclass(frozen=True)
class Text:
    """A field of a table; `html` is the field with its HTML, or "". `language` is a path to the row's.

    `then` is called with [(primary key, text before, text now)] of the rows that changed.
    """

    model: type
    field: str
    html: str
    language: str
    then: Callable


@dataclass(frozen=True)
class Link:
    """What names a person: `holds` is in every text that does, `rewrite(text, language)` returns it anew.

    `among` filters the rows of a table that are looked at.
    """

    holds: str
    rewrite: Callable
    among: Callable = lambda rows: rows


def text(model, field, *, html="", language="language", then=lambda changes: None):
    texts.add(f"{model._meta.label}.{field}", Text(model, field, html, language, then))


def link(name):
    """Declare a function of a person, now and before, that returns a Link, or None where there is none."""
    return lambda make: links.add(name, make)


def former(language):
    """Return what stands for the name of somebody who left, in the language of the text."""
    with translation.override(language):
        return _("former participant")


@transaction.atomic
def write_anew(person, before):
    """Write a name anew wherever a link names the person; `before` is the person so far. Idempotent."""
    kinds = [made for make in links.values() if (made := make(person, before))]
    for declared in sorted(texts.values(), key=_when_locked):
        changes = [change for kind in kinds for change in _rewrite(declared, kind)]
        if changes:
            declared.then(changes)


def render_all(report):
    """Render the texts anew whose HTML is out of date. Idempotent; return how many these were.

    `report` is called with the name of each text and a number. Nothing is locked: a text that changes now
    is rendered by who changes it.
    """
    done = 0
    for name, declared in sorted(texts.items()):
        if declared.html:
            number = sum(map(bool, _rendered(declared)))
            report(name, number)
            done += number
    return done


def _rendered(declared):
    """Yield how many rows each text that was rendered anew stands in: 1, or 0 if it has changed meanwhile."""
    rows = declared.model._base_manager.all()
    stored = rows.order_by("pk").values_list("pk", declared.field, declared.html)
    for pk, text, html in stored.iterator(chunk_size=500):
        now = markup.render_or_plain(text) if text else ""
        if now != html:
            yield rows.filter(pk=pk, **{declared.field: text}).update(**{declared.html: now})


def _when_locked(declared):
    """Return the position of the text's table in R-LOCK-ORDER; what is not in it comes last."""
    table, order = declared.model._meta.db_table, settings.LOCK_ORDER
    return order.index(table) if table in order else len(order)


def _rewrite(declared, kind):
    """Yield (primary key, text before, text now) of the rows that changed; no others are locked."""
    objects = declared.model._base_manager
    rows = kind.among(objects.filter(**{f"{declared.field}__contains": kind.holds}))
    found = [pk for pk, before, now in _anew(declared, kind, rows) if now != before]
    if not found:
        return
    locked = objects.filter(pk__in=found).order_by("pk").select_for_update(no_key=True, of=["self"])
    for pk, before, now in list(_anew(declared, kind, locked)):
        if now != before:
            html = {declared.html: markup.render_or_plain(now)} if declared.html else {}
            objects.filter(pk=pk).update(**{declared.field: now}, **html)
            yield pk, before, now


def _anew(declared, kind, rows):
    """Yield (primary key, text, text as it should be) of these rows."""
    longest = declared.model._meta.get_field(declared.field).max_length if not declared.html else None
    for pk, text, language in rows.values_list("pk", declared.field, declared.language):
        yield pk, text, kind.rewrite(text, language)[:longest]

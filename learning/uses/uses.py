"""Who uses an output: saying so, how it was changed, still so, no more; and taking it along.

See R-SPREAD and R-WAS-USED.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.web import refusals
from forums.models.locking import holding
from learning.models import Output, Use
from mailing import outbox
from participants import limits

ASKED_AFTER = timedelta(days=183)


class Refused(refusals.Refused):
    """Why a use is not written or changed; the text is for the person."""


def use(output, by):
    """Say that one uses it where one works; its makers are told. Return the Use. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(output.topic):
        held = _published(output)
        mine = held.uses.filter(participant=by, kind=Use.Kind.USED).first()
        if mine and not mine.ended_at:
            return mine
        limits.spend(by, "use")
        if mine:
            return _set(mine, ended_at=None, confirmed_at=timezone.now())
        place = {"organization": by.organization, "district": by.district, "language": held.language}
        made = Use.objects.create(output=held, participant=by, **place)
        _tell(made)
        return made


def _tell(made):
    """Post the mail to its makers, but not to whoever uses it."""
    output = made.output
    agreed = [row.participant for row in output.contributors.filter(agreed_at__isnull=False)]
    outbox.post_many(
        outbox.Draft("output-used", person, f"output-used:{made.pk}:{person.pk}", {"use": made.pk})
        for person in {output.author, *agreed} - {made.participant}
    )


def change(use, by, **fields):
    """Change where it is used, and how. Idempotent. Raise Refused, and limits.Refused."""
    with holding(use.output.topic):
        held = _own(use, by)
        new = {name: value for name, value in fields.items() if getattr(held, name) != value}
        if new:
            limits.spend(by, "edit")
            _set(held, **new)


def confirm(use, by):
    """Say that it is still so. Idempotent within a day. Raise Refused."""
    with holding(use.output.topic):
        held = _own(use, by)
        if held.ended_at:
            raise Refused(_("You said that you do not use it any more. Press “We use this” if you do again."))
        if held.confirmed_at < timezone.now() - timedelta(days=1):
            _set(held, confirmed_at=timezone.now())


def end(use, by):
    """Say that one does not use it any more. Idempotent. Raise Refused."""
    with holding(use.output.topic):
        held = _own(use, by)
        if not held.ended_at:
            _set(held, ended_at=timezone.now())


def take_along(output, by, taken_to):
    """Say whom one told of it, in a line; said again, it is said anew. Return the Use. Idempotent.

    Raise Refused, and limits.Refused.
    """
    with holding(output.topic):
        held = _published(output)
        mine = held.uses.filter(participant=by, kind=Use.Kind.TOLD).first()
        if mine and mine.taken_to == taken_to:
            return mine
        limits.spend(by, "edit" if mine else "use")
        if mine:
            return _set(mine, taken_to=taken_to)
        place = {"organization": by.organization, "district": by.district, "language": held.language}
        return Use.objects.create(output=held, participant=by, kind=Use.Kind.TOLD, taken_to=taken_to, **place)


def take_out(use, by):
    """Delete what one said of one's own use. Idempotent. Raise Refused."""
    with holding(use.output.topic):
        if Use.objects.filter(pk=use.pk).exists():
            _own(use, by).delete()


def _published(output):
    held = Output.objects.select_related("author", "topic__forum").get(pk=output.pk)
    if not held.is_published or held.is_hidden:
        raise Refused(_("It is not published any more."))
    return held


def _own(use, by):
    rows = Use.objects.select_for_update(no_key=True, of=("self",)).select_related("output")
    held = rows.get(pk=use.pk)
    if held.participant_id != by.pk:
        raise Refused(_("Only whoever said it can change it."))
    return held


def _set(use, **fields):
    for name, value in fields.items():
        setattr(use, name, value)
    use.save(update_fields=[*fields, "organization_key"])
    return use

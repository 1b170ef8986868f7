"""Who uses an output: saying so, how it was changed, still so, no more.

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
        place = {"organization": by.organization, "district": by.district}
        if mine:
            return set_fields(mine, ended_at=None, confirmed_at=timezone.now(), **place)
        made = Use.objects.create(output=held, participant=by, language=by.language, **place)
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
    """Change where it is used, and how, in the person's language.

    Idempotent. Raise Refused, and limits.Refused.
    """
    with holding(use.topic):
        held = _own(use, by)
        new = {name: value for name, value in fields.items() if getattr(held, name) != value}
        if new:
            limits.spend(by, "edit")
            set_fields(held, **new, language=by.language)


def confirm(use, by):
    """Say that it is still so. Idempotent within a day. Raise Refused."""
    with holding(use.topic):
        held = _own(use, by)
        if held.ended_at:
            raise Refused(_("You said that you do not use it any more. Press “We use this” if you do again."))
        if held.confirmed_at < timezone.now() - timedelta(days=1):
            set_fields(held, confirmed_at=timezone.now())


def end(use, by):
    """Say that one does not use it any more. Idempotent. Raise Refused."""
    with holding(use.topic):
        held = _own(use, by)
        if not held.ended_at:
            set_fields(held, ended_at=timezone.now())


def take_out(use, by):
    """Delete what one said of one's own use. Idempotent. Raise Refused."""
    with holding(use.topic):
        if Use.objects.filter(pk=use.pk).exists():
            _own(use, by).delete()


def _published(output):
    held = Output.objects.select_related("author", "topic__forum").get(pk=output.pk)
    if not held.is_published or held.is_hidden:
        raise Refused(_("It is not published any more."))
    return held


def _own(use, by):
    held = Use.objects.select_for_update(no_key=True).get(pk=use.pk)
    if held.participant_id != by.pk:
        raise Refused(_("Only whoever said it can change it."))
    return held


def set_fields(use, **fields):
    """Set the fields of a row that is held, and return it."""
    for name, value in fields.items():
        setattr(use, name, value)
    use.save(update_fields=[*fields, "organization_key"])
    return use

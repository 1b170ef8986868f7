"""Who is ready to facilitate where it asks much of them (R-READY)."""

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registry import Registry
from core.web import refusals

LINES = [
    ("asks", gettext_lazy("I ask without judging.")),
    ("strain", gettext_lazy("I know how strain shows, and what I do then.")),
    ("supports", gettext_lazy("I know where people can turn to.")),
    ("stops", gettext_lazy("I can stop a conversation kindly.")),
    ("after", gettext_lazy("Somebody is there for me afterwards.")),
]

# Functions of a forum and a person who is about to be ready no more.
taken_back = Registry("who hears that somebody is not ready any more")


class Refused(refusals.Refused):
    """Why somebody cannot say that they are ready."""


class ReadyField(forms.MultipleChoiceField):
    """Five lines, each to be ticked, or none where it need not be answered; its value is whether they are."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options):
        super().__init__(choices=LINES, **options)

    def clean(self, value):
        ticked = super().clean(value)
        if ticked and len(set(ticked)) < len(LINES):
            raise forms.ValidationError(_("Tick all five, or come back when you can."), code="some")
        return bool(ticked)


def say(forum, person):
    """Keep that a member is ready, for a year from now. Idempotent. Raise Refused."""
    if not forum.memberships.filter(participant=person).update(ready_at=timezone.now()):
        raise Refused(_("Join this space first: only its members facilitate here."))


@transaction.atomic
def take_back(forum, person):
    """Be ready no more, and let those know whose hour depends on it. Idempotent."""
    for tell in taken_back.values():  # co-labs come first (R-LOCK-ORDER)
        tell(forum, person)
    forum.memberships.filter(participant=person).update(ready_at=None)


def is_ready(forum, person):
    return forum.memberships.ready().filter(participant=person).exists()

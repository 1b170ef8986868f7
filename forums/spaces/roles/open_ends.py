"""Declares roles that end within two weeks: one press goes on with them (R-ROLE-ENDS)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.timezones import display
from forums.models import Role
from participants.open_ends import registry
from participants.open_ends.registry import OpenEnd, Source

BEFORE = timedelta(days=14)


def _ending():
    return Role.objects.held().filter(until__lte=timezone.now() + BEFORE)


def of(person):
    return [_end(role) for role in _ending().of(person).select_related("forum").order_by("until", "pk")]


def _end(role):
    text = _("Your role “%(role)s” ends on %(day)s: three more months?")
    day = display.date_words(role.until, style="long")
    text %= {"role": role.get_kind_display(), "day": day}
    subject = role.forum.name if role.forum.rules.words_leave else ""  # R-WORDS-STAY
    return OpenEnd(subject, text, role.get_absolute_url(), (role.until - BEFORE).date(), role.forum.language)


def people():
    return _ending().values_list("participant", flat=True)


registry.sources.add("roles of spaces", Source(of, people))

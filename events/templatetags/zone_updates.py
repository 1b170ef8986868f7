"""What clocks do to a co-lab; no query."""

from django import template
from django.utils import timezone

from core.timezones import dst_changes
from events.zone_updates import detection as rules

register = template.Library()


@register.simple_tag
def clock_change(colab):
    """What a reader has to mind where clocks change between now and a co-lab to come; else empty."""
    now = timezone.now()
    if colab.is_called_off or colab.starts_at <= now:
        return ""
    return dst_changes.sentence(colab.starts_at, colab.zone, timezone.get_current_timezone(), now)


@register.simple_tag
def rules_moved(colab):
    """The Difference that waits for its organizer, or None."""
    return rules.difference(colab) if colab.is_announced and not colab.has_started else None

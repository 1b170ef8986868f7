"""Changes of clocks around a co-lab; no queries."""

from django import template
from django.utils import timezone

from core.timezones import dst_changes
from events.zone_updates import detection as rules

register = template.Library()


@register.simple_tag
def clock_change(colab):
    now = timezone.now()
    if colab.is_called_off or colab.starts_at <= now:
        return ""
    return dst_changes.sentence(colab.starts_at, colab.zone, timezone.get_current_timezone(), now)


@register.simple_tag
def rules_moved(colab):
    return rules.difference(colab) if colab.is_announced and not colab.has_started else None

"""The panels of the page of an hour."""

from django import template
from django.urls import reverse
from django.utils.safestring import mark_safe

from events.hour.page import foot

register = template.Library()


@register.simple_tag(takes_context=True)
def panel(context, path, variables):
    """Render the template of a panel with its variables, beside those of the page."""
    with context.push(**variables):
        return context.template.engine.get_template(path).render(context)


@register.simple_tag
def qr_code(path):
    return mark_safe(foot.qr(path))  # noqa: S308  drawn by segno from our own address


@register.simple_tag
def address_of_verb(colab, verb):
    return reverse(f"events:hour_{verb}", args=[colab.pk])

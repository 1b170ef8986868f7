"""Declares the way into a space where things are tried out."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.spaces.about.registry import WayIn, ways_in

ways_in.add(
    "experiment",
    WayIn(
        35,
        _("Test something"),
        _("See what is tried, and say that it could be tested where you work."),
        lambda forum: f"{reverse('learning:experiments')}?space={forum.slug}",
        is_in=lambda forum: forum.rules.in_library,
    ),
)

"""Declares the ways into a space that this part knows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.spaces.about.registry import WayIn, ways_in

ways_in.add(
    "topic",
    WayIn(
        10,
        _("Post a topic"),
        _("Ask what you would like to know, or tell what you tried."),
        lambda forum: reverse("forums:new_topic", args=[forum.slug]),
    ),
)
ways_in.add(
    "candidates",
    WayIn(
        20,
        _("Say what deserves an hour"),
        _("Suggest a topic for a co-lab, or support one that others suggest."),
        lambda forum: f"{reverse('forums:forum', args=[forum.slug])}?order=popular",
    ),
)

"""Declares the way into a space where challenges are what it is for."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.spaces.about.registry import WayIn, ways_in

ways_in.add(
    "challenge",
    WayIn(
        15,
        _("Share a challenge"),
        _("Say what is difficult, as a question that others have, too."),
        lambda forum: f"{reverse('forums:new_topic', args=[forum.slug])}#id_challenge",
        is_in=lambda forum: forum.rules.proposes_challenges,
    ),
)

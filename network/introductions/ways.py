"""Declares a way into a space: twenty minutes with somebody (see `forums.spaces.about.registry`)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.spaces.about.registry import WayIn, ways_in

ways_in.add(
    "coffee",
    WayIn(
        40,
        _("Have a coffee"),
        _("Ask somebody of the directory for twenty minutes."),
        lambda forum: reverse("participants:people"),
        lambda forum: forum.rules.names_authors,
    ),
)

"""Registers introductions with moderation: their words are reported to the moderators of the site."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.registry import kinds, of_the_site
from network.introductions import introductions
from network.models import Introduction

kinds.declare(
    of_the_site(
        "introduction",
        Introduction,
        heading=_("Hidden introductions"),
        row="network/introductions/_moderated.html",
        things=lambda: Introduction.objects.for_page().select_related("hidden_by"),
        visible_to=Introduction.objects.visible_to,
        moderated_by=Introduction.objects.moderated_by,
        hide=introductions.hide,
        show=introductions.show,
        question=lambda introduction: gettext("Hide this introduction?"),
        report_heading=_("Report an introduction"),
        reported=_("An introduction was reported"),
        place=lambda introduction: gettext("An introduction by %(name)s") % {"name": introduction.by},
        title=lambda introduction: gettext("An introduction"),
    )
)

"""An output as a text in Markdown, to be kept, copied or handed on."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followups.harvest.markdown import plain
from learning.library.markdown import link


def of_output(output, people):
    """Return the text. `output`: with its topic; `people`: who is named with it, in their order."""
    place = plain(_("Where it lies"))
    parts = [
        f"# {plain(output.title)}",
        plain(output.what_for),
        output.text.strip(),
        f"[{place}]({output.url})" if output.url else "",
        _("Licence: %(name)s") % {"name": output.get_licence_display()},
        "— " + ", ".join(plain(_name(output, person)) for person in people) + _day(output),
        " · ".join(_links(output)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _name(output, person):
    return _("A participant") if output.topic.forum.unattributed else person.name


def _day(output):
    return f", {date_format(timezone.localtime(output.published_at))}" if output.published_at else ""


def _links(output):
    topic = output.topic
    return [
        link(_("Its page"), output.get_absolute_url()),
        link(_("from the topic “%(topic)s”") % {"topic": topic}, topic.get_absolute_url()),
    ]

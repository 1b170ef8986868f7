"""The co-labs announced last, as Atom feeds (RFC 4287)."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from core.timezones import display
from core.web.polling import Atom
from events.calendar import invitations
from events.calendar.feeds import LONG, VISITOR
from events.models import CoLab

LENGTH = 30


def public(language):
    with translation.override(language):
        head = {"title": _("Co-Lab: co-labs announced"), "language": language}
    return _feed(_announced(), "events:atom", "events:index", [], head)


def of_forum(forum):
    with translation.override(forum.language):
        title = _("Co-Lab: co-labs announced in %(forum)s") % {"forum": forum}
    colabs = _announced().filter(topic__forum=forum)
    return _feed(
        colabs,
        "events:forum_atom",
        "forums:forum",
        [forum.slug],
        {"title": title, "language": forum.language},
    )


def _announced():
    announced = CoLab.objects.visible_to(VISITOR).exclude(announced_at=None)
    return announced.select_related("topic__forum").defer(*LONG).order_by("-announced_at", "-pk")


def _feed(colabs, feed_name, page_name, arguments, head):
    own, page = (settings.SITE_URL + reverse(name, args=arguments) for name in (feed_name, page_name))
    feed = Atom(link=page, feed_url=own, feed_guid=own, description=None, **head)
    for colab in colabs[:LENGTH]:
        with translation.override(colab.language):
            feed.add_item(
                title=_title(colab),
                link=invitations.link(colab),
                unique_id=colab.uid.urn,
                description=_summary(colab),
                pubdate=colab.announced_at,
                updateddate=colab.revised_at,
            )
    return feed.writeString("utf-8").encode()


def _title(colab):
    title = colab.title_outside
    return _("Called off: %(title)s") % {"title": title} if colab.is_called_off else title


def _summary(colab):
    """Return HTML, which is what Django says that a summary is: all that people wrote is escaped."""
    lines = filter(None, [_start(colab), colab.question_outside])
    return format_html_join("\n", "<p>{}</p>", ((line,) for line in lines))


def _start(colab):
    zone = str(colab.zone)
    day, hour = (words(colab.starts_at, zone) for words in (display.date_words, display.time_words))
    return f"{day}, {hour}, {display.place(colab.starts_at, zone)}"

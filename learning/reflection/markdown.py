"""A story as a text in Markdown, to be kept or read elsewhere, with links to where it came from."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from followups.harvest.markdown import plain
from learning.library.markdown import link
from learning.reflection import stories


def of_story(story):
    """Return the text. `story`: with its teller, co-lab, topic and space."""
    said = [f"## {one.label}\n\n{_paragraphs(words)}" for one, words in stories.parts(story)]
    day = date_format(story.shared_at.astimezone(story.colab.zone))
    told = f"— {plain(story.teller)}, {day}"
    return "\n\n".join([f"# {plain(story.title)}", *said, told, " · ".join(_links(story))]) + "\n"


def _paragraphs(words):
    """Return what was typed, with nothing in it that Markdown would read as a mark; lines stay."""
    return "\n".join(f"{plain(line)}  " if line.strip() else "" for line in words.splitlines()).rstrip()


def _links(story):
    colab, topic = story.colab, story.colab.topic
    return [
        link(_("This story"), story.get_absolute_url()),
        link(_("after the co-lab “%(colab)s”") % {"colab": colab}, colab.get_absolute_url()),
        link(_("from the topic “%(topic)s”") % {"topic": topic}, topic.get_absolute_url()),
    ]

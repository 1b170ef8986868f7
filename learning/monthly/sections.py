"""What can stand in a monthly digest: of each kind, what a visitor may read, and what is shown of it.

The same queries choose what is offered to a messenger and what is read later, whoever reads
(R-DIGEST-IS-PUBLIC).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import unescape

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.html import strip_tags

from core.text import lines
from events.models import CoLab
from forums import kinds
from forums.models import Forum, Topic
from learning.experiments.role_lists import seeking
from learning.library import shelves
from learning.models import Experiment, MonthlyLine, Output, Reflection, Trial, Use
from learning.reflection import stories

VISITOR = AnonymousUser()
LENGTH = 240  # letters of an extract: the same for each line (R-SAME-LENGTH)
MOST = 12  # of a kind, the newest
Kind = MonthlyLine.Kind


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One line, as every page, feed, text and mail shows it; `words` are plain text, in `words_in`."""

    title: str
    language: str
    address: str
    space: Forum
    words: str = ""
    words_in: str = ""
    mark: str = ""  # what a trial showed
    teller: str = ""  # of a story
    key: int = 0


@dataclass(frozen=True, kw_only=True)
class Section:
    """A kind of line. `rows()`: what a visitor may read today, whenever it was."""

    kind: MonthlyLine.Kind
    rows: Callable[[], QuerySet]
    show: Callable[..., Shown]
    space: str = ""  # the path from a row to its space
    at: str = ""  # when it was, a field
    most: int = MOST
    of_month: bool = True  # whether a month that has it has something (R-NO-EMPTY-DIGEST)
    rising: bool = False

    def found(self, forum, start: datetime, end: datetime):
        """Return what there is of a span, of one space or of all, the newest first unless `rising`."""
        rows = self.between(start, end)
        if forum:
            rows = rows.filter(**{self.space: forum})
        return rows.order_by(*((self.at, "pk") if self.rising else (f"-{self.at}", "-pk")))[: self.most]

    def between(self, start, end):
        return self.rows().filter(**{f"{self.at}__gte": start, f"{self.at}__lt": end})


class Uses(Section):
    def between(self, start, end):
        """Filter what somebody else began to use in a span."""
        begun = _elsewhere().filter(created_at__gte=start, created_at__lt=end)
        return self.rows().filter(Exists(begun))


class Seeking(Section):
    def between(self, start, end):
        """Filter what still looks for a place, since then or before."""
        return self.rows().filter(created_at__lt=end)


class Elsewhere(Section):
    def found(self, forum, start, end):
        """Return the topic of another space with the newest reply that is up for an hour, or had one."""
        if forum is None:
            return Topic.objects.none()
        talked_of = Q(wanted__isnull=False) | Q(scheduled_until__isnull=False)
        rows = self.rows().exclude(forum=forum).filter(talked_of)
        return rows.order_by("-last_post_at", "-pk")[:1]


def extract(html):
    """Return the beginning of a text, as one line of plain text."""
    return lines.cut(lines.clean(unescape(strip_tags(html))), LENGTH)


# --- What a visitor may read


def _in_library(path):
    return {f"{path}__kind__in": kinds.where(in_library=True)}


def _hours():
    held = CoLab.objects.visible_to(VISITOR).held().filter(**_in_library("topic__forum"))
    return held.select_related("topic__forum")


def _harvests():
    return shelves.harvests(VISITOR).select_related("colab__topic__forum")


def _trials():
    return Trial.objects.visible_to(VISITOR).told().select_related("experiment__topic__forum")


def _outputs():
    return Output.objects.readable_by(VISITOR).filter(hidden_at=None).for_page()


def _elsewhere():
    return Use.objects.elsewhere().current().filter(output=OuterRef("pk"))


def _used():
    return _outputs().filter(Exists(_elsewhere()))


def _seeking():
    return seeking(VISITOR).for_page()


def _stories():
    return Reflection.objects.readable_by(VISITOR).for_page()


def _topics():
    return Topic.objects.visible_to(VISITOR).filter(**_in_library("forum")).select_related("forum")


# --- What is shown of it


def _hour(colab: CoLab):
    return _shown(colab, colab, colab.topic.forum, words=colab.question)


def _harvest(harvest):
    address = reverse("learning:harvest", args=[harvest.pk])
    words = {"words": extract(harvest.summary_html), "words_in": harvest.language}
    return _shown(harvest, harvest.colab, harvest.colab.topic.forum, address=address, **words)


def _trial(trial: Trial):
    experiment = trial.experiment
    words = {"words": extract(trial.learnt_html), "words_in": trial.language}
    about = {"address": trial.get_absolute_url(), "mark": trial.get_showed_display()}
    return _shown(trial, experiment, experiment.topic.forum, **about, **words)


def _output(output: Output):
    return _shown(output, output, output.topic.forum, words=output.what_for)


def _experiment(experiment: Experiment):
    return _shown(experiment, experiment, experiment.topic.forum, words=experiment.beyond)


def _story(story: Reflection):
    [(_question, words), *_more] = stories.parts(story)
    words = lines.cut(lines.clean(words), LENGTH)
    return _shown(story, story, story.colab.topic.forum, words=words, teller=story.teller)


def _topic(topic: Topic):
    return _shown(topic, topic, topic.forum)


def _shown(row, titled, space, **more):
    """Return the Shown of a row, under the title of what is `titled`, which leads to its page."""
    start = {"address": titled.get_absolute_url(), "words_in": titled.language, "key": row.pk}
    return Shown(title=str(titled), language=titled.language, space=space, **start | more)


SECTIONS = {
    one.kind: one
    for one in (
        Section(kind=Kind.HOUR, rows=_hours, show=_hour, space="topic__forum", at="starts_at"),
        Section(
            kind=Kind.HARVEST,
            rows=_harvests,
            show=_harvest,
            space="colab__topic__forum",
            at="recorded_at",
        ),
        Section(
            kind=Kind.TOLD,
            rows=_trials,
            show=_trial,
            space="experiment__topic__forum",
            at="told_at",
            most=50,
            rising=True,  # in the order in which they were told (R-SAME-LENGTH)
        ),
        Section(kind=Kind.OUTPUT, rows=_outputs, show=_output, space="topic__forum", at="published_at"),
        Uses(kind=Kind.USED, rows=_used, show=_output, space="topic__forum", at="published_at"),
        Seeking(
            kind=Kind.SEEKING,
            rows=_seeking,
            show=_experiment,
            space="topic__forum",
            at="created_at",
            of_month=False,
        ),
        Section(kind=Kind.STORY, rows=_stories, show=_story, space="colab__topic__forum", at="shared_at"),
        Elsewhere(kind=Kind.ELSEWHERE, rows=_topics, show=_topic, of_month=False),
    )
}

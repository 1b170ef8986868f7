"""Search over topics, posts, co-labs and what was learnt at once, by relevance."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q, TextField, Value
from django.db.models.functions import Concat, JSONObject
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.text import fulltext, lines, questions
from core.web import keyset
from events.models import CoLab, hour
from followups.models import Insight
from forums.models import Forum, Topic
from forums.search import queries as forums_search
from forums.search import vocabulary
from learning.library import search as library_search
from learning.models import Experiment
from participants import limits

PAGE = 20
FEW_HITS = 3  # at most so many: another spelling is suggested
MAX_LENGTH = 200  # of a query, in characters


def colabs(words, person, forum=None):
    """Match title, guiding question and description; rows as in `forums.search.queries`."""
    found = CoLab.objects.visible_to(person).filter(fulltext.matches(words))
    if forum:
        found = found.filter(topic__forum=forum)
    text = Concat("question", Value(" "), fulltext.WithoutTags("description_html"), output_field=TextField())
    return forums_search.newest(found).annotate(
        score=fulltext.score(words),
        source=forums_search.source("colab"),
        key=F("pk"),
        shown=JSONObject(
            title="title",
            title_outside=forums_search.outside("title", "topic__forum__kind"),
            marked_title=fulltext.whole("title", words),
            extract=fulltext.extract(text, words),
            language="language",
            forum="topic__forum__name",
            forum_language="topic__forum__language",
            at="starts_at",
            zone="zone",
            ends="ends_at",
            state="state",
        ),
    )


SOURCES = {
    "topic": forums_search.topics,
    "post": forums_search.replies,
    "colab": colabs,
    "note": library_search.notes,
    "harvest": library_search.harvests,
    "output": library_search.outputs,
    "experiment": library_search.experiments,
    "story": library_search.stories,
}
TABS = [
    ("", _("Everything")),
    ("topic", _("Topics")),
    ("post", _("Replies")),
    ("colab", _("Co-labs")),
    ("note", _("Notes")),
    ("harvest", _("Harvests")),
    ("output", _("What others can use")),
    ("experiment", _("Experiments")),
    ("story", _("Stories")),
]


LEARNT = {"note", "harvest", "output", "experiment", "story"}  # each has a page of its own


@dataclass(frozen=True)
class Hit:
    score: int
    kind: str
    key: int
    shown: dict

    @property
    def cursor(self):
        """The cursor: the next page begins after it."""
        return keyset.write(self.score, self.kind, self.key)

    @property
    def url(self):
        if self.kind == "topic":
            return Topic.address_of(self.key, self.shown["slug"])
        if self.kind == "post":
            url = Topic.address_of(self.shown["topic"], self.shown["slug"])
            return f"{url}?at={self.shown['number']}#post-{self.shown['number']}"
        if self.kind in LEARNT:
            return reverse(f"learning:{self.kind}", args=[self.key])
        return CoLab.address_of(self.key, self.shown["title_outside"])

    @property
    def title(self):
        title = fulltext.marked(self.shown.get("marked_title") or self.shown["title"])
        if self.kind != "experiment":
            return title
        sentence = Experiment.first_sentence(title, self.shown["language"])
        return mark_safe(sentence)  # noqa: S308  the title is escaped, the rest is ours

    @property
    def label(self):
        """What a note is: an idea, a question …"""
        return Insight.Kind(self.shown["what"]).label

    @property
    def extract(self):
        return fulltext.marked(self.shown["extract"] or "")

    @property
    def at(self):
        """UTC instant of writing; of a co-lab, its start."""
        return datetime.fromisoformat(self.shown["at"])

    @property
    def status(self):
        """Of a co-lab, as `CoLab.status` has it (R-HOUR-STATE)."""
        ends_at = datetime.fromisoformat(self.shown["ends"])
        return hour.status_of(self.shown["state"], hour.state_at(timezone.now(), self.at, ends_at))


def find(words, person, source="", forum=None, after="", limit=PAGE):
    """Return at most `limit` Hits, beginning after a `Hit.cursor`, in one query."""
    sources = [source] if source in SOURCES else list(SOURCES)
    rows = [_rows(source, words, person, forum, after)[:limit] for source in sources]
    if len(rows) > 1:
        rows = [rows[0].union(*rows[1:], all=True).order_by("-score", "source", "-key")[:limit]]
    return [Hit(*row) for row in rows[0]]


def _rows(source, words, person, forum, after):
    rows = SOURCES[source](words, person, forum)
    if key := keyset.read(after, int, str, int):
        score, kind, pk = key
        beyond = Q(score__lt=score)
        if source > kind:
            beyond |= Q(score=score)
        elif source == kind:
            beyond |= Q(score=score, pk__lt=pk)
        rows = rows.filter(beyond)
    return rows.order_by("-score", "-key").values_list("score", "source", "key", "shown")


@login_not_required
@require_safe
@limits.for_visitors("search")
def page(request):
    """Parameters: `q`, `kind` (of SOURCES), `forum` (a slug), `after` (a `Hit.cursor`)."""
    query = lines.cut(lines.clean(request.GET.get("q", "")), MAX_LENGTH, "")
    forums = list(Forum.objects.visible_to(request.user).only("pk", "slug", "name", "language"))
    forum = next((one for one in forums if one.slug == request.GET.get("forum")), None)
    source = request.GET.get("kind") if request.GET.get("kind") in SOURCES else ""
    context = {"query": query, "forums": forums, "forum": forum, "source": source}
    if questions.asks(query):
        context |= _results(query, request.user, source, forum, request.GET.get("after", ""))
    return render(request, "colab/pages/search.html", context | _links(context))


def _links(context):
    query, source, forum = context["query"], context["source"], context["forum"]
    kept = {"q": query, "forum": forum.slug if forum else ""}
    words = questions.words(query)
    links = {"tabs": [(name, text, _url(kept | {"kind": name})) for name, text in TABS]}
    if forum or source:
        links["wider_url"] = _url({"q": query})
    if len(words) > 1 and not re.search(r"(?<!\S)(-|or\b)", query):
        links["looser_url"] = _url(kept | {"kind": source, "q": " or ".join(words)})
    if instead := context.get("instead"):
        links["instead_url"] = _url(kept | {"kind": source, "q": instead})
    if last := context.get("last"):
        links["next_url"] = _url(kept | {"kind": source, "q": context["words"], "after": last.cursor})
    return links


def _results(query, person, source, forum, after):
    """Return the hits, and the words that found them: corrected ones if the original ones find nothing."""
    hits = find(query, person, source, forum, after, PAGE + 1)
    results = {"words": query, "hits": hits[:PAGE], "last": hits[PAGE - 1] if len(hits) > PAGE else None}
    if len(hits) > FEW_HITS or after:
        return results
    other = vocabulary.suggest(query)
    if other is None:
        return results
    if hits:
        return results | ({"instead": other} if find(other, person, source, forum, limit=1) else {})
    hits = find(other, person, source, forum, limit=PAGE + 1)
    if not hits:
        return results
    return {
        "words": other,
        "corrected": True,
        "hits": hits[:PAGE],
        "last": hits[PAGE - 1] if len(hits) > PAGE else None,
    }


def _url(parameters):
    return f"{reverse('search')}?{urlencode({name: value for name, value in parameters.items() if value})}"

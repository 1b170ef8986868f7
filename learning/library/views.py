"""The library, one note or harvest of it, and its feed."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, OuterRef, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.text import languages
from core.web import polling
from followups.models import Insight, Origin, harvest_tags
from forums.models import Topic
from learning.library import atom, filters, markdown, rows, shelves
from participants import limits

VISITOR = AnonymousUser()


@login_not_required
@require_safe
def library(request):
    """Parameters: those of `filters.ASKS`, and `after`, the key of the next page."""
    return (_searched if request.GET.get("q") else _page)(request)


def _page(request):
    known = filters.spaces(request.user)
    asked = filters.read(request.GET, request.user, known)
    found, after = shelves.page(request.user, asked, request.GET.get("after", ""))
    context = {
        "filters": asked,
        "rows": found,
        "spaces": known,
        "languages": languages.CHOICES,
        "kinds": Insight.Kind.choices,
        "tabs": asked.tabs(),
        "tags": sorted({tag["name"] for row in found for tag in row.thing.tag_list}),
        "next_url": asked.address(after=after) if after else "",
        "first_url": asked.address() if request.GET.get("after") else "",
        "feed_url": "" if asked.space and not asked.space.is_public else asked.address("learning:atom"),
    }
    return render(request, "learning/library/library.html", context)


_searched = limits.for_visitors("search")(_page)


@polling.for_programs
def feed(request):
    """The same filters; what a visitor may read, for everybody."""
    return (_searched_feed if request.GET.get("q") else _feed)(request)


def _feed(request):
    asked = filters.read(request.GET, VISITOR, filters.spaces(VISITOR))
    found, _after = shelves.page(VISITOR, asked, size=atom.LENGTH)
    return polling.atom(request, atom.of(found, asked, polling.language_of(request)))


_searched_feed = limits.for_visitors("search")(_feed)


def _note(request, pk):
    """Return a note that stands in the library for the reader, or raise Http404."""
    grown = Origin.objects.select_related("topic__forum").filter(
        topic__hidden_at=None, topic__in=Topic.objects.visible_to(request.user).values("pk")
    )
    notes = shelves.notes(request.user).with_tags().select_related("author", "colab__topic__forum")
    answers = Count("comments", filter=Q(comments__hidden_at=None))
    return get_object_or_404(
        notes.annotate(answers=answers).prefetch_related(Prefetch("topics", grown)), pk=pk
    )


@login_not_required
@require_safe
def note(request, pk):
    found = _note(request, pk)
    return render(request, "learning/library/note.html", {"note": found, "colab": found.colab})


@login_not_required
@require_safe
def note_markdown(request, pk):
    text = markdown.of_note(_note(request, pk))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


@login_not_required
@require_safe
def harvest(request, pk):
    harvests = shelves.harvests(request.user).annotate(tag_list=harvest_tags(harvest=OuterRef("pk")))
    found = get_object_or_404(harvests.select_related("colab__topic__forum"), pk=pk)
    colab = found.colab
    colab.harvest_tags = found.tag_list
    shared = shelves.notes(request.user).filter(colab=colab).order_by("created_at", "pk")
    keys = [("note", key) for key in shared.values_list("pk", flat=True)]
    moderated = Topic.objects.moderated_by(request.user).filter(pk=colab.topic_id)
    may_moderate = request.user.is_authenticated and moderated.exists()
    context = {"harvest": found, "colab": colab, "rows": rows.fetch(keys), "may_moderate": may_moderate}
    return render(request, "learning/library/harvest.html", context)

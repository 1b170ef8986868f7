"""Monthly digests as everybody reads them: a list, one month, as Markdown, and as a feed."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.web import keyset, polling
from core.web.responses import or_404
from learning.library.filters import Filters
from learning.models import MonthlyDigest
from learning.models.monthly import spaces, spaces_written_by, writes_of_site
from learning.monthly import atom, markdown, shown


def _space(slug):
    """Return the space that an address names, or None for all."""
    return get_object_or_404(spaces(), slug=slug) if slug else None


def may_write(person, forum):
    """Return whether this person writes the digest of a space, or of all (R-MONTHLY-WRITERS)."""
    return spaces_written_by(person).filter(pk=forum.pk).exists() if forum else writes_of_site(person)


@login_not_required
@require_safe
def index(request, slug=None):
    """Parameters: `after`, `before`, keys of a page."""
    forum = _space(slug)
    published = MonthlyDigest.objects.published().for_page()
    page = keyset.page(published.filter(forum=forum) if forum else published, "published_at", request.GET)
    drafts = []
    if writes := may_write(request.user, forum):
        drafts = MonthlyDigest.objects.filter(forum=forum, state="draft").order_by("-month", "language")
    context = {"page": page, "forum": forum, "may_write": writes, "drafts": drafts, "tabs": Filters().tabs()}
    return render(request, "learning/monthly/index.html", context)


def _of_month(request, month, slug, digests):
    """Return (the digest of a month in the language that is asked for, else in the reader's; all of them)."""
    found = list(digests.of(_space(slug), month).for_page().order_by("published_at", "pk"))
    return or_404(shown.one_of(found, request.GET.get("language", ""))), found


@login_not_required
@require_safe
def month(request, month, slug=None):
    """Parameter: `language`."""
    digest, found = _of_month(request, month, slug, MonthlyDigest.objects.visible_to(request.user))
    [content] = shown.of([digest])
    context = {
        "digest": digest,
        "content": content,
        "others": [one for one in found if one != digest and not one.is_hidden],
        "forum": digest.forum,
        "markdown_url": digest.address("monthly_markdown_of"),
        "hashtag": settings.COLAB["hashtag"],
        "may_write": may_write(request.user, digest.forum),
        "may_moderate": MonthlyDigest.objects.moderated_by(request.user).filter(pk=digest.pk).exists(),
    }
    return render(request, "learning/monthly/month.html", context)


@login_not_required
@require_safe
def as_markdown(request, month, slug=None):
    """Parameter: `language`."""
    digest, _found = _of_month(request, month, slug, MonthlyDigest.objects.published())
    [content] = shown.of([digest])
    return HttpResponse(markdown.of_digest(content), content_type="text/markdown; charset=utf-8")


@polling.for_programs
def feed(request):
    """Parameters: `space`, the slug of one; `language`, of the name of the feed."""
    forum = _space(request.GET.get("space"))
    published = MonthlyDigest.objects.published().for_page()
    published = published.filter(forum=forum) if forum else published
    latest = list(published.order_by("-published_at", "-pk")[: atom.LENGTH])
    return polling.atom(request, atom.of(shown.of(latest), polling.language_of(request), forum))

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from colab import desks


@login_not_required
def home(request):
    """What is planned and what is wanted; for those signed in, their own desk."""
    person = request.user
    context = {"planned": desks.planned(person), "wanted": desks.wanted(person)}
    if not person.is_authenticated:
        return render(request, "colab/home.html", context)
    context |= {
        "my_colabs": desks.my_colabs(person),
        "left_to_write": desks.left_to_write(person),
        "watched": desks.watched(person),
        "introduced": desks.introduced(person),
    }
    return render(request, "colab/dashboard.html", context)


def organize(request):
    """The organizer's desk: candidates, drafts, what to close, wishes, messages that failed."""
    person = request.user
    if not person.is_organizer:
        raise Http404
    context = {
        "wanted": desks.wanted(person),
        "drafts": desks.drafts(person),
        "rules_moved": desks.rules_moved(person),
        "announced": desks.announced(person),
        "to_close": desks.to_close(person),
        "asked_for": desks.follow_ups_asked_for(person),
        "troubled": desks.troubled(),
    }
    return render(request, "colab/organize.html", context)


@login_not_required
def about(request):
    """How co-labs work."""
    return render(request, "colab/about.html")


@login_not_required
def glossary(request):
    """Our own words, in plain language."""
    return render(request, "colab/glossary.html")


@login_not_required
def robots(request):
    """What search engines need not read: answers to questions, and what depends on the reader's choices."""
    lines = ["User-agent: *", f"Disallow: {reverse('search')}", f"Disallow: {reverse('participants:clock')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@login_not_required
def healthz(request):
    """200 when this process and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from colab.pages import dashboards


@login_not_required
def home(request):
    """What is planned and what is wanted; for those signed in, their own desk."""
    person = request.user
    context = {"planned": dashboards.planned(person), "wanted": dashboards.wanted(person)}
    if not person.is_authenticated:
        return render(request, "colab/pages/home.html", context)
    context |= {
        "my_colabs": dashboards.my_colabs(person),
        "left_to_write": dashboards.left_to_write(person),
        "watched": dashboards.watched(person),
        "introduced": dashboards.introduced(person),
    }
    return render(request, "colab/pages/dashboard.html", context)


def organize(request):
    """The organizer's desk: candidates, drafts, what to close, wishes, messages that failed."""
    person = request.user
    if not person.is_organizer:
        raise Http404
    context = {
        "wanted": dashboards.wanted(person),
        "drafts": dashboards.drafts(person),
        "rules_moved": dashboards.rules_moved(person),
        "announced": dashboards.announced(person),
        "to_close": dashboards.to_close(person),
        "asked_for": dashboards.follow_ups_asked_for(person),
        "troubled": dashboards.troubled(),
    }
    return render(request, "colab/pages/organize.html", context)


@login_not_required
def about(request):
    """How co-labs work."""
    return render(request, "colab/pages/about.html")


@login_not_required
def glossary(request):
    """Our own words, in plain language."""
    return render(request, "colab/pages/glossary.html")


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

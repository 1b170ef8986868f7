from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from colab.pages import dashboards


@login_not_required
@require_safe
def home(request):
    person = request.user
    context = {"planned": dashboards.planned(person), "wanted": dashboards.wanted(person)}
    if not person.is_authenticated:
        return render(request, "colab/pages/home.html", context)
    mine = list(dashboards.my_colabs(person))
    context |= {
        "my_colabs": mine,
        "doors": dashboards.doors(mine),
        "open_ends": dashboards.open_ends(person),
        "watched": dashboards.watched(person),
        "my_people": dashboards.my_people(person),
    }
    return render(request, "colab/pages/dashboard.html", context)


@require_safe
def organize(request):
    person = request.user
    if not person.is_organizer:
        raise Http404
    context = {
        "wanted": dashboards.wanted(person),
        "drafts": dashboards.drafts(person),
        "rule_changes": dashboards.rule_changes(person),
        "announced": dashboards.announced(person, request.GET),
        "to_close": dashboards.to_close(person),
        "requested_follow_ups": dashboards.requested_follow_ups(person),
        "failing_messages": dashboards.failing_messages(),
    }
    return render(request, "colab/pages/organize.html", context)


@login_not_required
@require_safe
def about(request):
    return render(request, "colab/pages/about.html")


@login_not_required
@require_safe
def glossary(request):
    return render(request, "colab/pages/glossary.html")


@login_not_required
@require_safe
def robots(request):
    """Disallow the search and whatever depends on the reader's choices."""
    lines = ["User-agent: *", f"Disallow: {reverse('search')}", f"Disallow: {reverse('participants:clock')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@login_not_required
@require_safe
def healthz(request):
    """Answer 200 if this process can query the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")

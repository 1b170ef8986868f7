"""The page of an hour, for one reader: whole, or in the pieces that changed.

Parts above answer their own forms by `answer` and `refused`.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from core.web.responses import done, form_page
from events.hour import course as courses
from events.hour import panels, people
from events.hour.page import bar
from events.models import CoLab, roles
from events.room import access

NOT_READ = ("description", "description_html", "search_vector")
WHEN_CALLED_OFF = ("write", "notes", "foot")  # what one wrote stays
WHEN_NOT_OPEN = ("close", "write")  # where a form stands that was refused


def of_person(person):
    """Return the co-labs whose hour is for a person, with what its page is made of (R-HOUR-PAGE)."""
    colabs = CoLab.objects.taken_part_in_by(person)
    return colabs.select_related("topic__forum", "running").defer(*NOT_READ)


def get(person, pk):
    """Return a co-lab whose page of the hour is open and for this person, or raise Http404."""
    colab = get_object_or_404(of_person(person), pk=pk)
    if not is_open(colab):
        raise Http404
    return colab


def is_open(colab, now=None):
    return access.opens_at(colab) <= (now or timezone.now()) < access.closes_at(colab)


def address(colab, anchor=""):
    return reverse("events:hour", args=[colab.pk]) + (f"#{anchor}" if anchor else "")


def context(person, colab, **refused):
    """Return the context of the page and of its pieces; `refused`: forms with errors, by name."""
    course = courses.of(colab)
    reader = course.known["reader"] = _reader(colab, person, refused)
    places = _places(course, reader)
    return {
        "colab": colab,
        "is_open": is_open(colab),
        "course": course,
        "reader": reader,
        "bar": bar.of(course),
        "ways": bar.ways(course, places),
        "places": [(place, within) for place, within in places.items() if within or is_open(colab)],
        "columns": [
            (column, [(place, places[place]) for place in within])
            for column, within in panels.COLUMNS.items()
        ],
        "unattributed": colab.topic.forum.unattributed,
    }


def _places(course, reader):
    """Return the panels of each place, as [(template, variables)]."""
    places = {place: [] for place in panels.PLACES}
    kept = _kept_places(course.colab)
    for place, template, variables in panels.shown(course, reader):
        if place in kept:
            places[place].append((template, variables))
    return places


def _kept_places(colab):
    if not is_open(colab):
        return WHEN_NOT_OPEN
    return WHEN_CALLED_OFF if colab.is_called_off else panels.PLACES


def _reader(colab, person, refused):
    """Return the Reader; that they may read the forum was asked by `of_person`."""
    if colab.organizer_id == person.pk:
        colab.organizer = person
    role = colab.role_of_reader(person) or ""
    return panels.Reader(person, role, role in roles.LEADING, refused)


def guests_named(colab):
    """Return the keys of the people of an hour, where the space shows names; else none."""
    if not colab.topic.forum.rules.names_authors:
        return []
    return [guest.person.pk for guest in people.of(courses.of(colab))]


def answer(request, colab, anchor="", text="", back=""):
    """Answer a deed on the page that was done: the page anew, or `back`; for htmx, its pieces.

    Where the page has closed meanwhile, or is no longer theirs, htmx is led there, too.
    """
    here = of_person(request.user).filter(pk=colab.pk).first() if request.htmx else None
    if here and is_open(here):
        return pieces(request, here, _seen(request))
    answered = done(request, back or address(colab, anchor), text)
    return HttpResponseClientRedirect(answered.url) if request.htmx else answered


def refused(request, colab, **forms):
    """Answer a form on the page that was refused; the panel that shows it finds it in `Reader.refused`.

    Where the page is not open any more, it still shows the form.
    """
    shown = context(request.user, get_object_or_404(of_person(request.user), pk=colab.pk), **forms)
    shown["is_new_step"] = _is_new_step(shown["course"], _seen(request))
    template = "events/hour/_pieces.html" if request.htmx else "events/hour/hour.html"
    return form_page(request, template, next(iter(forms.values())), **shown)


def shows(colab, seen):
    """Return whether a page that shows `seen` would show the same today; no queries."""
    return courses.is_seen(seen, courses.running_of(colab).version)


def pieces(request, colab, seen=""):
    """Return what an open page replaces; `seen` is what it shows, as `Course.seen` says it."""
    shown = context(request.user, colab)
    shown["is_new_step"] = _is_new_step(shown["course"], seen)
    return render(request, "events/hour/_pieces.html", shown)


def _seen(request):
    """Return what a page shows from which something was sent by htmx; else ""."""
    return request.POST.get("seen", "")


def _is_new_step(course, seen):
    return bool(seen) and seen.rpartition("-")[2] != course.seen.rpartition("-")[2]


def closed(colab):
    """Return where the page of an hour leads when it is not open."""
    if colab.is_held and timezone.now() >= access.closes_at(colab):
        return redirect("followups:after", colab.pk)
    return redirect(colab)

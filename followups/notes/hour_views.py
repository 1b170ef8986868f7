"""Notes during the hour: written on its page, shared, and given dots."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.refusals import Refused
from core.web.responses import done, refusals_shown, say
from events.hour import course
from events.hour.page import page
from followups.models import Insight
from followups.notes import dots, insights, sharing, tags
from followups.notes.hour_forms import NoteForm
from followups.notes.tag_forms import TagsOfNoteForm
from followups.notes.views import home_of


@require_POST
def write_note(request, pk):
    """Also where the page has closed since it was begun: the verb says who may write when."""
    colab = get_object_or_404(page.of_person(request.user), pk=pk)
    form = NoteForm(course.of(colab), request.POST)
    if form.is_valid():
        with refusals_shown(form):
            insights.write(colab, request.user, **form.note())
            return page.answer(request, colab, "hour-write", _("Your note is kept."))
    return page.refused(request, colab, note=form)


@require_POST
def share_note(request, pk):
    mine = Insight.objects.on_page_for(request.user).written_by(request.user).filter(hidden_at=None)
    note = get_object_or_404(mine.select_related("colab__topic__forum"), pk=pk)
    audience = request.POST.get("audience")
    if audience not in dict(sharing.choices(note.colab)):
        raise Http404
    note = sharing.share(note, audience)
    if request.htmx:  # from the page of the hour
        return page.answer(request, note.colab)
    return done(request, home_of(note, request.user), _words(note))


def _words(note):
    return {
        Insight.Audience.ME: _("Nobody but you reads this note now."),
        Insight.Audience.TEN: _("The people of this hour can read this note now."),
        Insight.Audience.READERS: _("Everyone who may read this co-lab can read this note now."),
    }[note.audience]


def _of_hour(request, pk):
    """Return a note that stands on the page of an hour, which is open for this person, or raise Http404."""
    readable = Insight.objects.of_hour_for(request.user).with_tags()
    note = get_object_or_404(readable.select_related("colab__topic__forum", "step"), pk=pk)
    colab = page.get(request.user, note.colab_id)
    if not sharing.has_appeared(course.of(colab), note):
        raise Http404
    return note


@require_POST
def give_dot(request, pk):
    note = _of_hour(request, pk)
    try:
        dots.give(note, request.user)
    except Refused as refusal:
        say(request, refusal)
    return page.answer(request, note.colab, f"note-{note.pk}")


@require_POST
def take_dot_back(request, pk):
    note = _of_hour(request, pk)
    try:
        dots.take_back(note, request.user)
    except Refused as refusal:
        say(request, refusal)
    return page.answer(request, note.colab, f"note-{note.pk}")


@require_POST
def tag_note(request, pk):
    """For those with a role: the tags are those under which a note stands in the harvest."""
    note = _of_hour(request, pk)
    if note.colab.role_of(request.user) is None:
        raise Http404
    form = TagsOfNoteForm(note, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            tags.give(note, request.user, form.cleaned_data["tags"])
            return page.answer(request, note.colab, f"note-{note.pk}", _("The tags are kept."))
    return page.refused(request, note.colab, tags=form)

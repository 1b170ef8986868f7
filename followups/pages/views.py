"""The page after a co-lab, and its forms."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, say
from events.models import CoLab
from events.registration import attendance, lineage
from followups.harvest import consent, harvest, related, themes
from followups.models import Insight
from followups.notes import insights, sharing
from followups.notes.forms import CommentForm, NewInsightForm
from followups.pages import reading
from followups.pulse import pulse
from followups.pulse.forms import PulseForm
from followups.requests import requests
from followups.requests.forms import RequestForm


@login_not_required
@require_safe
def after(request, pk):
    return _after_page(request, reading.colab(request, pk))


def _after_page(request, colab, form=None, **forms):
    """Render the page; `form` is the bound form with errors, `forms` says where it is shown."""
    person = request.user
    notes, kept = _notes(person, colab, forms.pop("comment_form", None))
    requests_made = requests.made(colab)
    context = {
        "colab": colab,
        "in_library": reading.is_of_library(colab),
        "unattributed": colab.topic.forum.unattributed,
        **_harvest(person, colab, notes),
        "kept": kept,
        "was_there": colab.was_there,
        "may_say": attendance.may_say(colab),
        "follow_up_requests": requests_made,
        "first": requests.going_first(requests_made),
        "kept_for": lineage.kept_for(colab.topic.forum),
        "has_requested": any(one.participant_id == person.pk for one in requests_made),
        "follow_ups": CoLab.objects.visible_to(person)
        .announced()
        .filter(follows=colab)
        .select_related("topic__forum")
        .order_by("starts_at"),
        **_pulse(colab, person),
        "insight_form": NewInsightForm(colab),
        "audiences": sharing.choices(colab),
        "request_form": RequestForm(colab),
    }
    return form_page(request, "followups/pages/after.html", form, **context | forms)


def _harvest(person, colab, notes):
    """Return the harvest, if this person reads it, and the notes under its themes."""
    shown = {
        "harvest": None,
        "harvest_is_for_me": harvest.is_for_reader(colab),
        "may_harvest": person.is_authenticated and harvest.may_write(colab, person),
        "groups": themes.grouped(notes, []),
    }
    stored = reading.harvest(colab)
    if stored is None or not shown["harvest_is_for_me"]:
        return shown
    if consent.is_asked(colab, stored):
        shown |= {"voice": consent.voice_of(stored, person), "stamp": consent.stamp(stored), "is_asked": True}
    if colab.topic.forum.rules.in_library and not stored.nothing_to_record:
        shown["related"] = related.to_harvest(colab, colab.harvest_tags, person)
    return shown | {"harvest": stored, "groups": themes.grouped(notes, colab.harvest_tags)}


def _pulse(colab, person):
    """Return the taps of this person, and the numbers that they may see (R-PULSE)."""
    if not colab.topic.forum.rules.asks_pulse or not colab.has_ended:
        return {}
    shown = {"objective_bars": pulse.objective_bars(colab)}
    if colab.was_there or colab.my_role:
        shown["bars"] = pulse.bars(colab)
    if colab.was_there and pulse.is_asked(colab):
        shown["pulse_form"] = PulseForm(colab, *pulse.of_person(colab, person))
    return shown


def _notes(person, colab, refused):
    """Return the notes that others read, by what they are, and those that this person keeps to themselves."""
    kinds = Insight.Kind.values
    rows = sorted(reading.notes(colab, person), key=lambda note: kinds.index(note.kind))
    for insight in rows:
        insight.form = refused if refused and refused.insight == insight else CommentForm(insight=insight)
        insight.in_library = reading.is_in_library(insight, colab)
    alone = [note for note in rows if note.audience == Insight.Audience.ME]
    return [note for note in rows if note.audience != Insight.Audience.ME], alone


def _address(colab, anchor=""):
    return reverse("followups:after", args=[colab.pk]) + anchor


def was_there(request, pk):
    """GET, from a mail, asks; a button on it, a POST, says it (R-LINKS-ASK)."""
    colab = reading.colab(request, pk)
    if request.method == "POST":
        return _say_that_i_was_there(request, colab)
    if not attendance.may_say(colab):
        return redirect("followups:after", colab.pk)
    question = {"action_text": _("I was there"), "back_url": _address(colab)}
    return render(request, "followups/pages/was_there.html", {"colab": colab} | question)


def _say_that_i_was_there(request, colab):
    try:
        attendance.say(colab, request.user)
    except Refused as refusal:
        say(request, refusal)
        return redirect(_address(colab, "#insights"))
    text = _("Noted: you were there. You can write what was valuable, and choose whom to follow up with.")
    return done(request, _address(colab, "#insights"), text)


@require_POST
def write_insight(request, pk):
    colab = reading.colab(request, pk)
    form = NewInsightForm(colab, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            insight = insights.write(colab, request.user, **form.note())
            return done(request, insight, _said_of(insight))
    return _after_page(request, colab, form, insight_form=form)


def _said_of(note):
    if note.audience == Insight.Audience.ME:
        return _("Your note is kept. Nobody but you reads it.")
    if note.audience == Insight.Audience.TEN:
        return _("Your note is there for the people of this hour.")
    return _("Your note is there for everyone who may read this co-lab.")


@require_POST
def comment(request, pk):
    shown = Insight.objects.visible_to(request.user).filter(hidden_at=None)
    insight = get_object_or_404(shown.select_related("colab", "author"), pk=pk)
    form = CommentForm(request.POST, insight=insight)
    if form.is_valid():
        with refusals_shown(form):
            insights.comment(insight, request.user, **form.cleaned_data)
            return redirect(insight)
    return _after_page(request, reading.colab(request, insight.colab_id), form, comment_form=form)


@require_POST
def ask(request, pk):
    colab = reading.colab(request, pk)
    form = RequestForm(colab, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            requests.ask(colab, request.user, form.cleaned_data["reason"])
            text = _("Organizers see your request. You will hear when a follow-up is announced.")
            return done(request, _address(colab, "#follow-up"), text)
    return _after_page(request, colab, form, request_form=form)


@require_POST
def do_not_ask(request, pk):
    colab = reading.colab(request, pk)
    requests.withdraw(colab, request.user)
    return done(request, _address(colab, "#follow-up"), _("Your request is taken back."))

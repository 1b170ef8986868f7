"""The page after a co-lab, and its forms."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Prefetch, Value
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, say
from events.models import CoLab
from events.registration import attendance
from followups.harvest import harvest
from followups.harvest.forms import HarvestForm
from followups.models import Comment, FollowUpRequest, Insight, Origin
from followups.notes import insights
from followups.notes.forms import CommentForm, NewInsightForm
from followups.requests import requests
from followups.requests.forms import RequestForm
from forums.models import Forum, Topic


def _colab(request, pk):
    """Return a co-lab that has started, to whoever reads its own page, or raise Http404."""
    colabs = CoLab.objects.readable_by(request.user).announced().with_presence_of(request.user)
    colabs = colabs.annotate(moderated=_is_moderated_by(request.user))
    colab = get_object_or_404(colabs.select_related("topic__forum", "organizer", "harvest"), pk=pk)
    if not colab.has_started:
        raise Http404
    return colab


def _is_moderated_by(person):
    if not person.is_authenticated:
        return Value(False)
    return Exists(Forum.objects.moderated_by(person).filter(pk=OuterRef("topic__forum")))


@login_not_required
@require_safe
def after(request, pk):
    return _after_page(request, _colab(request, pk))


def _after_page(request, colab, form=None, **forms):
    """Render the page; `form` is the bound form with errors, `forms` says where it is shown."""
    person = request.user
    requests_made = list(FollowUpRequest.objects.filter(colab=colab).select_related("participant"))
    context = {
        "colab": colab,
        "unattributed": colab.topic.forum.unattributed,
        "insights": _insights(person, colab, forms.pop("comment_form", None)),
        "was_there": colab.was_there,
        "may_say": attendance.may_say(colab),
        "follow_up_requests": requests_made,
        "has_requested": any(one.participant_id == person.pk for one in requests_made),
        "follow_ups": CoLab.objects.visible_to(person)
        .announced()
        .filter(follows=colab)
        .select_related("topic__forum")
        .order_by("starts_at"),
        "harvest_is_for_me": harvest.is_for_reader(colab),
        "may_harvest": person.is_authenticated and harvest.may_write(colab, person),
        "insight_form": NewInsightForm(colab),
        "request_form": RequestForm(colab),
    }
    return form_page(request, "followups/pages/after.html", form, **context | forms)


def _insights(person, colab, refused):
    rows = (
        colab.insights.all()  # whoever reads the page of the co-lab
        .filter(colab=colab)
        .select_related("author")
        .prefetch_related(
            Prefetch("comments", Comment.objects.select_related("author")),
            Prefetch(
                "topics",
                Origin.objects.select_related("topic__forum").filter(
                    topic__hidden_at=None, topic__in=Topic.objects.visible_to(person).values("pk")
                ),
            ),
        )
    )
    for insight in rows:
        insight.form = refused if refused and refused.insight == insight else CommentForm(insight=insight)
    return rows


def _address(colab, anchor=""):
    return reverse("followups:after", args=[colab.pk]) + anchor


def was_there(request, pk):
    """GET, from a mail, asks; a button on it, a POST, says it (R-LINKS-ASK)."""
    colab = _colab(request, pk)
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
    colab = _colab(request, pk)
    form = NewInsightForm(colab, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            insight = insights.write(colab, request.user, form.cleaned_data["text"])
            return done(request, insight, _("Your insight is there for everyone who may read this co-lab."))
    return _after_page(request, colab, form, insight_form=form)


@require_POST
def comment(request, pk):
    shown = Insight.objects.visible_to(request.user).filter(hidden_at=None)
    insight = get_object_or_404(shown.select_related("colab", "author"), pk=pk)
    form = CommentForm(request.POST, insight=insight)
    if form.is_valid():
        with refusals_shown(form):
            insights.comment(insight, request.user, **form.cleaned_data)
            return redirect(insight)
    return _after_page(request, _colab(request, insight.colab_id), form, comment_form=form)


def record_harvest(request, pk):
    colab = _colab(request, pk)
    if not harvest.may_write(colab, request.user):
        raise Http404
    form = HarvestForm(colab, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            harvest.record(colab, request.user, **form.cleaned_data)
            text = _("The harvest is recorded, and the co-lab is closed.")
            return done(request, _address(colab, "#harvest"), text)
    return form_page(request, "followups/harvest/harvest.html", form, colab=colab)


@require_POST
def ask(request, pk):
    colab = _colab(request, pk)
    form = RequestForm(colab, request.POST)
    if form.is_valid():
        with refusals_shown(form):
            requests.ask(colab, request.user, form.cleaned_data["reason"])
            text = _("Organizers see your request. You will hear when a follow-up is announced.")
            return done(request, _address(colab, "#follow-up"), text)
    return _after_page(request, colab, form, request_form=form)


@require_POST
def do_not_ask(request, pk):
    colab = _colab(request, pk)
    requests.withdraw(colab, request.user)
    return done(request, _address(colab, "#follow-up"), _("Your request is taken back."))

"""Pages about the statement of a challenge, and what becomes of a proposal."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from forums import kinds
from forums.challenges import challenges, shown
from forums.challenges.forms import ChallengeForm, ProposalForm
from forums.models import Statement, Topic

WHERE = kinds.where(has_challenges=True)


def _topic(request, pk, **conditions):
    readable = Topic.objects.visible_to(request.user).for_page(request.user)
    return get_object_or_404(readable, pk=pk, forum__kind__in=WHERE, **conditions)


def _decided_by(request, pk):
    """Return a topic whose statement this person decides about."""
    topic = _topic(request, pk)
    if not (topic.moderated or topic.author_id == request.user.pk):
        raise Http404
    return topic


@login_not_required
@require_safe
def statement(request, pk):
    topic = _topic(request, pk)
    versions = shown.versions(topic)
    if not versions:
        raise Http404
    held = next((version for version in versions if not version.is_hidden), None)
    context = {"topic": topic, "versions": versions, "held": held}
    context |= shown.proposals(topic, request.user, held)
    return render(request, "forums/challenges/statement.html", context)


def propose(request, pk):
    topic = _topic(request, pk, is_challenge=True)
    form = ProposalForm(topic, challenges.in_force(topic), request.user, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            made = challenges.propose(topic, request.user, **form.cleaned_data)
            return done(request, _page(topic), _proposed(made))
    return form_page(request, "forums/challenges/propose.html", form, topic=topic)


def _proposed(made):
    if made.number:
        return _("This is what holds now.")
    return _("It is proposed. We write to you what becomes of it.")


def begin(request, pk):
    topic = _decided_by(request, pk)
    form = ChallengeForm(topic, challenges.in_force(topic), posted(request))
    if form.is_valid():
        with refusals_shown(form):
            challenges.begin(topic, request.user, **form.cleaned_data)
            return done(request, topic, _("It is a challenge now. Others can word it anew with you."))
    return form_page(request, "forums/challenges/begin.html", form, topic=topic)


@require_POST
def end(request, pk):
    topic = _decided_by(request, pk)
    challenges.end(topic, request.user)
    return done(
        request, topic, _("It is a topic like others again. What its statements said stays readable.")
    )


def _page(topic):
    return reverse("forums:statement", args=[topic.pk])


def _settle(request, rows, pk, verb, text):
    statement = get_object_or_404(rows.select_related("topic"), pk=pk)
    try:
        verb(statement, request.user)
    except challenges.Refused as refusal:
        say(request, refusal)
        return redirect(_page(statement.topic))
    return done(request, _page(statement.topic), text)


def _to_decide(person):
    """Filter statements of topics whose author or steward somebody is."""
    topics = Topic.objects.visible_to(person).filter(forum__kind__in=WHERE)
    decided = topics.filter(author=person) | topics.moderated_by(person)
    return Statement.objects.filter(topic__in=decided.values("pk"))


@require_POST
def take_over(request, pk):
    text = _("This is what holds now. Whoever proposed it is told.")
    return _settle(request, _to_decide(request.user), pk, challenges.take_over, text)


@require_POST
def decline(request, pk):
    text = _("Whoever proposed it is told, and nobody else.")
    return _settle(request, _to_decide(request.user), pk, challenges.decline, text)


@require_POST
def take_back(request, pk):
    readable = Topic.objects.visible_to(request.user).values("pk")
    mine = Statement.objects.filter(by=request.user, topic__in=readable)
    return _settle(request, mine, pk, challenges.take_back, _("Your proposal is taken back."))

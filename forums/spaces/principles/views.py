"""Pages about the principles of a space, and what one says of a proposal."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.few import FEWEST
from core.text import diffs
from core.timezones import display
from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from forums.models import Forum
from forums.spaces.principles import principles
from forums.spaces.principles.forms import ConcernForm, ProposalForm

MOST = 50  # concerns on the page; the first that is met changes the text


def _space(request, slug):
    person = request.user
    return get_object_or_404(Forum.objects.visible_to(person).for_page(person), slug=slug)


@login_not_required
@require_safe
def index(request, slug):
    return _page(request, _space(request, slug))


def _page(request, forum, form=None):
    versions = list(forum.principles.adopted().with_voices().order_by("-number"))
    held = next((version for version in versions if not version.is_hidden), None)
    proposal = principles.standing(forum) if request.user.is_authenticated else None
    context = {"forum": forum, "versions": versions, "held": held, "proposal": proposal}
    context["few"] = FEWEST
    if proposal:
        context |= _of_proposal(request, forum, proposal, held)
    return form_page(request, "forums/spaces/principles/principles.html", form, **context)


def _of_proposal(request, forum, proposal, held):
    """Return what stands about a proposal: what it changes, concerns, and what this person said of it."""
    proposal.forum = forum
    concerns = proposal.voices.concerns().select_related("participant")
    mine = proposal.voices.filter(participant=request.user).first()
    return {
        "steps": diffs.between(held.text, proposal.text) if held else (),
        "concerns": concerns.order_by("said_at", "pk")[:MOST],
        "mine": mine,
        "concern_form": ConcernForm(proposal, mine),
        "is_mine": proposal.proposed_by_id == request.user.pk,
        "may_withdraw": forum.moderated or proposal.proposed_by_id == request.user.pk,
        "needed": principles.needed(forum),
    } | _waits(proposal)


def _waits(proposal):
    """Return what a proposal waits for and, where that is agreement, when it lapses, if that is ahead."""
    now = timezone.now()
    waits_for = principles.waits_for(proposal, now)
    lapses_at = principles.lapses_at(proposal) if waits_for is principles.Waits.AGREEMENT else now
    return {"waits_for": waits_for.value, "lapses_at": lapses_at if lapses_at > now else None}


@login_not_required
@require_safe
def version(request, slug, number):
    forum = _space(request, slug)
    found = get_object_or_404(forum.principles.adopted().with_voices(), number=number)
    found.forum = forum
    before = forum.principles.in_force().filter(number__lt=number).first()
    steps = diffs.between(before.text, found.text) if before else ()
    context = {"forum": forum, "version": found, "before": before, "steps": steps, "few": FEWEST}
    return render(request, "forums/spaces/principles/version.html", context)


def propose(request, slug):
    forum = _space(request, slug)
    held, before = principles.in_force(forum), forum.principles.standing().first()
    mine = before if before and before.proposed_by_id == request.user.pk else None
    form, back = ProposalForm(forum, held, mine, posted(request)), _index(forum)
    if form.is_valid():
        with refusals_shown(form):
            made = principles.propose(forum, request.user, **form.cleaned_data)
            return done(request, back, _proposed(made))
    obstacle = "" if form.is_bound else _obstacle(request, forum, before)
    context = {"forum": forum, "back_url": back, "held": held, "obstacle": obstacle}
    return form_page(request, "forums/spaces/principles/propose.html", form, **context)


def _proposed(made):
    if made.first_id:
        return _("Your text stands in its place for two weeks. Those who said something are asked again.")
    return _("It is proposed, and members are told. It stands for two weeks.")


def _obstacle(request, forum, before):
    if not forum.joined:
        return _("Its members say how they treat one another. Join this space first.")
    if before and before.proposed_by_id != request.user.pk:
        return _("There is a proposal already. Answer it first: there is one at a time.")
    return ""


def _index(forum):
    return reverse("forums:principles", args=[forum.slug])


def _proposal(request, slug, pk):
    forum = _space(request, slug)
    proposal = get_object_or_404(forum.principles.select_related("forum"), pk=pk)
    return forum, proposal


@require_POST
def agree(request, slug, pk):
    forum, proposal = _proposal(request, slug, pk)
    try:
        principles.say(proposal, request.user, agrees=True)
    except principles.Refused as refusal:
        say(request, refusal)
        return redirect(_index(forum))
    return done(request, _index(forum), _("You agree. You can change that while the proposal stands."))


@require_POST
def concern(request, slug, pk):
    forum, proposal = _proposal(request, slug, pk)
    form = ConcernForm(proposal, proposal.voices.filter(participant=request.user).first(), request.POST)
    if form.is_valid():
        with refusals_shown(form):
            voice = principles.say(proposal, request.user, agrees=False, **form.cleaned_data)
            return done(request, _index(forum), _stands(voice))
    return form_page(
        request, "forums/spaces/principles/concern.html", form, forum=forum, back_url=_index(forum)
    )


def _stands(voice):
    if not voice.counts:
        return _("Your concern is read by all. It stops nothing: the text was proposed eight weeks ago.")
    until = {"until": display.date_words(voice.counts_until)}
    return _("Your concern stands, until %(until)s at most. Nothing is adopted while it does.") % until


@require_POST
def unsay(request, slug, pk):
    forum, proposal = _proposal(request, slug, pk)
    try:
        principles.unsay(proposal, request.user)
    except principles.Refused as refusal:
        say(request, refusal)
        return redirect(_index(forum))
    return done(request, _index(forum), _("Taken back. It is as if you had said nothing."))


def withdraw(request, slug, pk):
    forum, proposal = _proposal(request, slug, pk)
    if request.method == "POST":
        try:
            principles.withdraw(proposal, request.user)
        except principles.Refused as refusal:
            say(request, refusal)
            return redirect(_index(forum))
        return done(request, _index(forum), _("The proposal is taken back."))
    asked = {"action_text": _("Take it back"), "back_url": _index(forum), "dangerous": True}
    return render(request, "forums/spaces/principles/withdraw.html", {"forum": forum} | asked)

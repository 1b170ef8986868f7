"""Declaring a co-lab and editing it, with the time check."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.timezones.wall_time import Start
from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, refuse, say
from events.lifecycle import colabs
from events.lifecycle.forms import DraftForm, PlanForm
from events.lifecycle.views.timing import drop_other_errors, piece, time_context, with_chosen_start
from events.models import CoLab
from events.registration import lineage
from forums.models import Topic

TIME = ("date", "time", "zone", "which", "minutes")


def declare(request, topic_id):
    topic, follows = _topic(request, topic_id), _followed(request, topic_id)
    form = DraftForm(posted(request), **_new_form_options(request, topic, follows))
    now = request.POST.get("then") == "announce"
    if form.is_valid():
        made = _try(form, _declare, topic, request.user, announce=now, follows=follows)
        if made:
            return done(request, made, _("The co-lab is announced.") if now else _("The draft is saved."))
    elif form.is_bound:
        form.tell_the_rest(announce=now)
    return _draft_page(request, form, topic, follows)


@require_POST
def check(request, topic_id):
    """Show the form with the time check or another week, and errors about the time only."""
    topic, follows = _topic(request, topic_id), _followed(request, topic_id)
    form = DraftForm(
        with_chosen_start(request.POST, request.user.zone), **_new_form_options(request, topic, follows)
    )
    return _checked(request, form, topic, follows)


def edit(request, pk):
    colab = get_object_or_404(CoLab.objects.run_by(request.user).select_related("topic__forum"), pk=pk)
    if not (colab.is_draft or colab.is_ahead):
        return redirect(colab)
    form_class = DraftForm if colab.is_draft else PlanForm
    form = form_class(posted(request), **_form_options(colab))
    now = colab.is_draft and request.POST.get("then") == "announce"
    if form.is_valid():
        changed = _try(form, colabs.edit, colab, request.user, announce=now)
        if changed:
            text = _("The co-lab is announced.") if now else _("Your changes are saved.")
            return done(request, changed, text)
    elif form.is_bound:
        form.tell_the_rest(announce=now)
    if colab.is_draft:
        return _draft_page(request, form, colab.topic, colab.follows, colab)
    return form_page(request, "events/lifecycle/edit.html", form, colab=colab)


@require_POST
def announce(request, pk):
    """Announce a draft as it stands. A refusal is shown in its form, each error at its field."""
    colab = get_object_or_404(CoLab.objects.run_by(request.user).select_related("topic__forum"), pk=pk)
    options = _form_options(colab)
    try:
        colabs.announce(colab, request.user)
    except Refused as refusal:
        if not colab.is_draft:
            say(request, refusal)
            return redirect(colab)
        form = DraftForm(DraftForm(**options).as_typed(), **options)
        form.is_valid()
        refuse(form, refusal)
        return _draft_page(request, form, colab.topic, colab.follows, colab)
    return done(request, colab, _("The co-lab is announced."))


@require_POST
def check_draft(request, pk):
    drafts = CoLab.objects.run_by(request.user).filter(state=CoLab.State.DRAFT)
    colab = get_object_or_404(drafts.select_related("topic__forum"), pk=pk)
    form = DraftForm(with_chosen_start(request.POST, request.user.zone), **_form_options(colab))
    return _checked(request, form, colab.topic, colab.follows, colab)


def _topic(request, topic_id):
    if not request.user.is_organizer:
        raise Http404
    return get_object_or_404(Topic.objects.visible_to(request.user).select_related("forum"), pk=topic_id)


def _followed(request, topic_id):
    pk = request.GET.get("follows", "")
    held = CoLab.objects.visible_to(request.user).held().filter(topic=topic_id)
    held = held.select_related("topic__forum")
    return get_object_or_404(held, pk=pk) if pk.isdecimal() and len(pk) < 19 else None


def _new_form_options(request, topic, follows):
    instance = CoLab(topic=topic, organizer=request.user, follows=follows, language=topic.language)
    initial = {"title": topic.title, "zone": request.user.zone}
    if follows:
        initial |= {"title": follows.title, "question": follows.question}
    return {"instance": instance, "initial": initial}


def _form_options(colab):
    local = Start.of(colab).local
    initial = {"date": local.date(), "time": local.time(), "zone": colab.zone}
    return {"instance": colab, "initial": initial if colab.is_draft else {}}


def _try(form, verb, *about, **options):
    """Return what the verb returns; None if it is refused."""
    if "start" in form.cleaned_data:
        options["start"] = form.cleaned_data["start"]
    with refusals_shown(form):
        return verb(*about, **options, **form.plan())


def _declare(topic, by, *, announce, **plan):
    made = colabs.declare(topic, by, announce=announce, **plan)
    return colabs.announce(made, by) if announce and made.is_draft else made


def _checked(request, form, topic, follows, colab=None):
    drop_other_errors(request, form, TIME)
    if request.htmx:
        return form_page(request, piece(request), **_context(request, form, topic, follows, colab))
    return _draft_page(request, form, topic, follows, colab)


def _draft_page(request, form, topic, follows, colab=None):
    context = _context(request, form, topic, follows, colab)
    told = form.is_bound and form.non_field_errors()
    context["obstacle"] = "" if colab or told else _obstacle(topic)
    return form_page(request, "events/lifecycle/declare.html", **context)


def _context(request, form, topic, follows, colab):
    if colab:
        check_url = reverse("events:check_draft", args=[colab.pk])
    else:
        check_url = reverse("events:check", args=[topic.pk]) + (f"?follows={follows.pk}" if follows else "")
    zone = request.user.zone
    context = time_context(request, form, topic, zone=zone, colab=colab, follows=follows)
    kept_for = lineage.kept_for(topic.forum)
    return context | {"colab": colab, "follows": follows, "kept_for": kept_for, "check_url": check_url}


def _obstacle(topic):
    if topic.is_closed:
        return _("This topic is closed: it cannot become a co-lab.")
    if topic.has_colab_ahead:
        return _("This topic has a co-lab ahead already.")
    return ""

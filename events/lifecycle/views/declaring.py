"""Declaring a co-lab from a topic, the time check, and changing a draft or what is announced."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.timezones.wall_time import Start
from core.web.responses import form_page
from events.lifecycle import colabs
from events.lifecycle.forms import DraftForm, PlanForm
from events.lifecycle.views.timing import chosen, keep_errors, piece, time_context
from events.models import CoLab
from forums.models import Topic

TIME = ("date", "time", "zone", "which", "minutes")


def declare(request, topic_id):
    """The plan of a co-lab with its start; kept as a draft, or announced at once."""
    topic, follows = _topic(request, topic_id), _followed(request, topic_id)
    form = DraftForm(request.POST or None, **_fresh(request, topic, follows))
    if form.is_valid():
        now = request.POST.get("then") == "announce"
        made = _try(form, colabs.declare, topic, request.user, announce=now, follows=follows)
        if made:
            messages.success(request, _("The co-lab is announced.") if now else _("The draft is saved."))
            return redirect(made)
    return _draft_page(request, form, topic, follows)


@require_POST
def check(request, topic_id):
    """The same form with the time check, or another week; complains of nothing but the time."""
    topic, follows = _topic(request, topic_id), _followed(request, topic_id)
    form = DraftForm(chosen(request.POST, request.user.zone), **_fresh(request, topic, follows))
    return _checked(request, form, topic, follows)


def edit(request, pk):
    """Change a draft, its start too; or what may be changed of an announced co-lab."""
    colab = get_object_or_404(CoLab.objects.run_by(request.user).select_related("topic"), pk=pk)
    if not (colab.is_draft or colab.is_ahead):
        return redirect(colab)
    form_class = DraftForm if colab.is_draft else PlanForm
    form = form_class(request.POST or None, **_existing(colab))
    if form.is_valid():
        now = colab.is_draft and request.POST.get("then") == "announce"
        changed = _try(form, colabs.edit, colab, request.user)
        if changed and (not now or _announced(form, changed, request.user)):
            messages.success(request, _("The co-lab is announced.") if now else _("Your changes are saved."))
            return redirect(changed)
    if colab.is_draft:
        return _draft_page(request, form, colab.topic, colab.follows, colab)
    return form_page(request, "events/lifecycle/edit.html", form, colab=colab)


@require_POST
def check_draft(request, pk):
    """The form of a draft with the time check."""
    drafts = CoLab.objects.run_by(request.user).filter(state=CoLab.State.DRAFT)
    colab = get_object_or_404(drafts.select_related("topic"), pk=pk)
    form = DraftForm(chosen(request.POST, request.user.zone), **_existing(colab))
    return _checked(request, form, colab.topic, colab.follows, colab)


def _topic(request, topic_id):
    if not request.user.is_organizer:
        raise Http404
    return get_object_or_404(Topic.objects.visible_to(request.user), pk=topic_id)


def _followed(request, topic_id):
    """The held co-lab on this topic that `?follows=` names, or None."""
    pk = request.GET.get("follows", "")
    held = CoLab.objects.visible_to(request.user).held().filter(topic=topic_id)
    return get_object_or_404(held, pk=pk) if pk.isdecimal() and len(pk) < 19 else None


def _fresh(request, topic, follows):
    """What the form of a new co-lab begins with."""
    instance = CoLab(topic=topic, organizer=request.user, follows=follows, language=topic.language)
    initial = {"title": topic.title, "zone": request.user.zone}
    if follows:
        initial |= {"title": follows.title, "question": follows.question}
    return {"instance": instance, "initial": initial}


def _existing(colab):
    local = Start.of(colab).local
    initial = {"date": local.date(), "time": local.time(), "zone": colab.zone}
    return {"instance": colab, "initial": initial if colab.is_draft else {}}


def _try(form, verb, *about, **options):
    """What the verb gives; None when it refuses, with its reasons beside their fields."""
    if "start" in form.cleaned_data:
        options["start"] = form.cleaned_data["start"]
    try:
        return verb(*about, **options, **form.plan())
    except colabs.Refused as refusal:
        form.add_error(None, refusal)
        return None


def _announced(form, colab, by):
    try:
        return colabs.announce(colab, by)
    except colabs.Refused as refusal:
        form.add_error(None, refusal)
        return None


def _checked(request, form, topic, follows, colab=None):
    keep_errors(request, form, TIME)
    if request.htmx:
        return form_page(request, piece(request), **_context(request, form, topic, follows, colab))
    return _draft_page(request, form, topic, follows, colab)


def _draft_page(request, form, topic, follows, colab=None):
    context = _context(request, form, topic, follows, colab)
    context["obstacle"] = "" if colab else _obstacle(topic)
    return form_page(request, "events/lifecycle/declare.html", **context)


def _context(request, form, topic, follows, colab):
    if colab:
        check_url = reverse("events:check_draft", args=[colab.pk])
    else:
        check_url = reverse("events:check", args=[topic.pk]) + (f"?follows={follows.pk}" if follows else "")
    zone = request.user.zone
    context = time_context(request, form, topic, zone=zone, colab=colab, follows=follows)
    return context | {"colab": colab, "follows": follows, "check_url": check_url}


def _obstacle(topic):
    """Why this topic cannot be declared now, or ""."""
    if topic.is_closed:
        return _("This topic is closed: it cannot become a co-lab.")
    if topic.has_colab_ahead:
        return _("This topic has a co-lab ahead already.")
    return ""

"""Pages for whoever was there: the questions for oneself, what others would read, what came of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from followups.pages import reading
from learning.models import Reflection
from learning.reflection import month, reflections, reminders, stories
from learning.reflection.forms import MonthForm, ReflectionForm


def _mine(request, pk):
    """Return (a co-lab, their reflection) to somebody who was there, or raise Http404."""
    colab = reading.colab(request, pk)
    if not reflections.is_open(colab) or not colab.was_there:
        raise Http404
    return colab, reflections.of_person(colab, request.user)


def reflect(request, pk):
    colab, mine = _mine(request, pk)
    form = ReflectionForm(colab, mine, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            kept = reflections.keep(colab, request.user, **form.kept())
            return done(request, _next(kept), _kept(kept))
    context = {
        "colab": colab,
        "mine": mine,
        "waits_until": None if reflections.is_month_over(colab) else reflections.opens_on(colab),
        "is_asked_what_came": month.is_asked(colab),
        **reminders.of(colab, request.user),
    }
    return form_page(request, "learning/reflection/reflect.html", form, **context)


def _next(kept):
    name = "learning:share_story" if kept.can_be_told and not kept.is_shared else "learning:reflect"
    return reverse(name, args=[kept.colab_id])


def _kept(kept):
    if kept.is_shared:
        return _("It is kept. Others read your story as it is now.")
    return _("It is kept. Nobody but you reads it.")


def share(request, pk):
    """GET shows exactly what others would read; a button on it, a POST, shares that."""
    colab, mine = _mine(request, pk)
    if request.method == "POST":
        return _share(request, colab)
    if mine.is_shared:
        return redirect(mine)
    if not mine.can_be_told:
        return redirect("learning:reflect", colab.pk)
    context = {"colab": colab, "story": mine, "parts": stories.parts(mine), "stamp": stories.stamp(mine)}
    return render(request, "learning/reflection/share.html", context)


def _share(request, colab):
    try:
        shared = stories.share(colab, request.user, request.POST.get("seen", ""))
    except reflections.Refused as refusal:
        say(request, refusal)
        return redirect("learning:share_story", colab.pk)
    return done(request, shared, _("It is shared. You can take it back here at any time."))


@require_POST
def take_back(request, pk):
    story = get_object_or_404(Reflection.objects.of(request.user), pk=pk)
    stories.take_back(story, request.user)
    text = _("It is taken back: nobody but you reads it now.")
    return done(request, reverse("learning:reflect", args=[story.colab_id]), text)


def came_of_it(request, pk):
    """GET, from a mail, chooses `answer`; a button, a POST, keeps it (R-LINKS-ASK)."""
    colab, mine = _mine(request, pk)
    if not month.is_asked(colab):
        raise Http404
    form = MonthForm(colab, mine, request.GET.get("answer", ""), posted(request))
    if form.is_valid():
        with refusals_shown(form):
            month.answer(colab, request.user, **form.cleaned_data)
            text = _("Thank you. Your answer is kept, and you can change it here.")
            return done(request, reverse("learning:month", args=[colab.pk]), text)
    return form_page(request, "learning/reflection/month.html", form, colab=colab, mine=mine)

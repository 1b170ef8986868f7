"""Pages of introductions: read by whoever began one, by the two, and, of what was reported, by moderators."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown
from network.introductions import introductions
from network.introductions.forms import AskForTimeForm, IntroduceForm
from network.models import Connection, Introduction, Offer
from participants.models import Participant


def introduce(request, pk):
    """Introduce one of my people to another one, `to`; `pk` is that of the connection."""
    connection = get_object_or_404(Connection.objects.of(request.user), pk=pk)
    one = connection.other_of(request.user)
    people = introductions.people_of(request.user).exclude(pk=one.pk)
    chosen = request.GET.get("to", "")
    initial = {"person": int(chosen)} if chosen.isdecimal() and len(chosen) < 19 else {}
    form = IntroduceForm(connection, people, posted(request), initial=initial)
    if form.is_valid():
        with refusals_shown(form):
            other = form.cleaned_data.pop("person")
            made = introductions.introduce(request.user, one, other, **form.cleaned_data)
            return done(request, made, _("Both are asked. If both say yes, we write to them."))
    return form_page(request, "network/introductions/introduce.html", form, one=one, people=people)


def ask(request, pk):
    """Ask a person of the directory for twenty minutes; `about`: the key of what they offer or look for."""
    people = Participant.objects.in_directory().exclude(pk=request.user.pk)
    person = get_object_or_404(people, pk=pk)
    form = AskForTimeForm(person, posted(request), initial={"why": _about(request, person)})
    if form.is_valid():
        with refusals_shown(form):
            made = introductions.ask(request.user, person, **form.cleaned_data)
            return done(
                request,
                made,
                _("%(name)s is asked. If they say yes, we write to you both.") % {"name": person},
            )
    return form_page(request, "network/introductions/ask.html", form, person=person)


def _about(request, person):
    """Return what to begin with, where somebody asks about a line of theirs; else ""."""
    asked = request.GET.get("about", "")
    shown = Offer.objects.in_directory(request.user).of(person)
    line = shown.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
    if line is None:
        return ""
    return (_("You look for this: %(text)s") if line.is_need else _("You offer this: %(text)s")) % {
        "text": line
    }


@require_safe
def introduction(request, pk):
    found = Introduction.objects.visible_to(request.user).for_page().filter(pk=pk).first()
    if found is None and request.user.is_moderator:
        return redirect("moderation:hidden")  # what was shown again is no longer theirs to read
    if found is None:
        raise Http404
    said = found.answer_of(request.user)
    context = {"introduction": found, "said": said, "other": found.other_of(request.user)}
    return render(request, "network/introductions/introduction.html", context)


def _asked(request, pk):
    mine = Introduction.objects.of(request.user).exclude(by=request.user)
    return get_object_or_404(mine, pk=pk)


@require_POST
def accept(request, pk):
    made = introductions.answer(_asked(request, pk), request.user, Introduction.Said.YES)
    text = _("You both said yes. We have written to you both.") if made.opened_at else _("Noted: yes.")
    return done(request, made, text)


@require_POST
def decline(request, pk):
    made = introductions.answer(_asked(request, pk), request.user, Introduction.Said.NO)
    return done(request, made, _("Noted. Nobody is told."))


@require_POST
def withdraw(request, pk):
    mine = Introduction.objects.of(request.user).filter(pk=pk, by=request.user).first()
    if mine is None:  # it is taken back, or was not theirs
        return redirect("network:my_people")
    if not introductions.withdraw(mine):
        return done(request, mine, _("Both said yes already; it cannot be taken back."))
    return done(request, reverse("network:my_people"), _("Taken back. Nobody is told."))

"""Pages of what others can use."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.responses import done, form_page, refusals_shown, say
from forums import kinds
from forums.models import Topic
from forums.spaces import asked
from learning.library.filters import Filters
from learning.models import Output
from learning.outputs import markdown, outputs, shown
from learning.outputs.forms import ChangedOutputForm, ContributorsForm, OutputForm
from learning.uses import shown as used
from learning.uses.forms import TakeAlongForm
from learning.where import asked_colab


@login_not_required
@require_safe
def index(request):
    """Parameters: `space`, the slug of one; `after`, `before`, keys of a page."""
    space = asked.space_of(request, kind__in=kinds.where(in_library=True))
    page = shown.page(request.user, request.GET, space)
    context = {"outputs": page, "page": page, "space": space, "tabs": Filters().tabs(), "shelf": None}
    return render(request, "learning/outputs/index.html", context)


def _readable(request, pk):
    return get_object_or_404(Output.objects.visible_to(request.user).for_page(), pk=pk)


def _own(request, pk):
    found = _readable(request, pk)
    if found.author_id != request.user.pk:
        raise Http404
    return found


@login_not_required
@require_safe
def output(request, pk):
    found = _readable(request, pk)
    may_moderate = Output.objects.moderated_by(request.user).filter(pk=found.pk).exists()
    spread = used.spread(found, request.user, is_moderator=may_moderate)
    mine = [use for use in spread.uses if use.participant_id == request.user.pk]
    told = next((use for use in mine if use.kind == "told"), None)
    context = {
        "output": found,
        "makers": shown.people(found),
        "spread": spread,
        "my_use": next((use for use in mine if use.kind == "used"), None),
        "my_taking": told,
        "is_mine": found.author_id == request.user.pk,
        "asked": _asked(request, found),
        "may_moderate": may_moderate,
        "along_form": TakeAlongForm.beside(found, told),
    }
    return render(request, "learning/outputs/output.html", context)


def _asked(request, output):
    """Return what the reader was asked about being named, or None."""
    if not request.user.is_authenticated:
        return None
    return output.contributors.filter(participant=request.user).first()


@login_not_required
@require_safe
def as_markdown(request, pk):
    found = _readable(request, pk)
    text = markdown.of_output(found, shown.people(found))
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


def new(request, pk):
    """Parameter: `colab`, the hour it came out of."""
    topics = Topic.objects.visible_to(request.user).select_related("forum")
    topic = get_object_or_404(topics, pk=pk, forum__kind__in=kinds.where(in_library=True))
    colab = asked_colab(request, topic)
    form = OutputForm(topic, posted(request), comes_from=colab)
    if form.is_valid():
        with refusals_shown(form):
            made = outputs.write(topic, request.user, colab=colab, **form.cleaned_data)
            text = _("It is kept as a draft. Look at it, and publish it when it is ready.")
            return done(request, made.get_absolute_url(), text)
    return form_page(request, "learning/outputs/new.html", form, topic=topic)


def change(request, pk):
    found = _own(request, pk)
    form = ChangedOutputForm(found, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            outputs.change(found, request.user, **form.cleaned_data)
            return done(request, found.get_absolute_url(), _("Your changes are kept."))
    return form_page(request, "learning/outputs/change.html", form, output=found)


@require_POST
def publish(request, pk):
    return _press(request, _own(request, pk), outputs.publish, _("It is published. Others can use it now."))


@require_POST
def take_back(request, pk):
    return _press(request, _own(request, pk), outputs.take_back, _("It is a draft again."))


def _press(request, output, verb, text):
    try:
        verb(output, request.user)
    except outputs.Refused as refusal:
        say(request, refusal)
        return redirect(output)
    return done(request, output.get_absolute_url(), text)


def ask(request, pk):
    """Ask people whether they want to be named."""
    found = _own(request, pk)
    asked = found.contributors.select_related("participant").order_by("asked_at", "pk")
    people = outputs.may_be_asked(found).exclude(contributions__output=found)
    form = ContributorsForm(found, people, posted(request))
    if form.is_valid():
        with refusals_shown(form):
            outputs.ask(found, request.user, form.cleaned_data["people"])
            return done(request, found.get_absolute_url(), _("They are asked in their weekly note."))
    context = {"output": found, "asked": asked, "somebody": people.exists()}
    return form_page(request, "learning/outputs/ask.html", form, **context)


@require_POST
def agree(request, pk):
    return _answer(request, pk, agrees=True, text=_("You are named with it. You can change that here."))


@require_POST
def decline(request, pk):
    return _answer(request, pk, agrees=False, text=_("You are not named. You can change that here."))


def _answer(request, pk, *, agrees, text):
    found = get_object_or_404(
        Output.objects.visible_to(request.user).filter(contributors__participant=request.user), pk=pk
    )
    outputs.answer(found, request.user, agrees=agrees)
    return done(request, found.get_absolute_url(), text)

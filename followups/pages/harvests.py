"""Writing a harvest, answering whether others may read it, and reading it as Markdown."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.web.forms import posted
from core.web.refusals import Refused
from core.web.responses import done, form_page, refusals_shown, say
from followups.harvest import consent, harvest, markdown, themes
from followups.harvest.forms import HarvestForm
from followups.pages import reading


def _writable(request, pk):
    colab = reading.colab(request, pk)
    if not harvest.may_write(colab, request.user):
        raise Http404
    return colab


def _page(request, colab, form):
    return form_page(request, "followups/harvest/harvest.html", form, colab=colab)


def _after(colab):
    return reverse("followups:after", args=[colab.pk]) + "#harvest"


def record(request, pk):
    """Before the end of the hour, its form is sent to `keep`."""
    colab = _writable(request, pk)
    form = HarvestForm(colab, reading.shared(colab, request.user), posted(request))
    if form.is_valid():
        with refusals_shown(form):
            harvest.record(colab, request.user, **form.harvest())
            return done(request, _after(colab), _("The harvest is recorded, and the co-lab is closed."))
    return _page(request, colab, form)


@require_POST
def keep(request, pk):
    colab = _writable(request, pk)
    form = HarvestForm(colab, reading.shared(colab, request.user), request.POST, keeps=True)
    if form.is_valid():
        with refusals_shown(form):
            harvest.keep(colab, request.user, **form.harvest())
            text = _(
                "Your draft is kept. Those who organize or facilitate this co-lab, or write its harvest, can "
                "read it."
            )
            return done(request, reverse("followups:harvest", args=[colab.pk]), text)
    return _page(request, colab, form)


@require_POST
def voice(request, pk):
    colab = reading.colab(request, pk)
    said = request.POST.get("agrees")
    if not consent.is_asked(colab, reading.harvest(colab)) or said not in {"yes", "no"}:
        raise Http404
    try:
        consent.say(colab, request.user, agrees=said == "yes", read=request.POST.get("read", ""))
    except Refused as refusal:
        say(request, refusal)
        return done(request, _after(colab))
    return done(request, _after(colab), _("Your answer is noted. You can change it here at any time."))


@login_not_required
@require_safe
def as_markdown(request, pk):
    """A file leaves the space: there is none where words stay (R-WORDS-STAY)."""
    colab = reading.colab(request, pk)
    found = reading.harvest(colab)
    if found is None or found.nothing_to_record or not colab.words_leave or not harvest.is_for_reader(colab):
        raise Http404
    groups = themes.grouped(reading.shared(colab, request.user), colab.harvest_tags)
    text = markdown.of(colab, found, groups)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")

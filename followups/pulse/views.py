from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from core.web.forms import posted
from core.web.responses import form_page, refusals_shown
from events.hour.page import page
from events.models import CoLab
from followups.pulse import pulse
from followups.pulse.forms import PulseForm


def answer(request, pk):
    """The three taps, on a page of their own for a link in a mail; kept by a button (R-LINKS-ASK)."""
    colabs = CoLab.objects.readable_by(request.user).announced().with_presence_of(request.user)
    colab = get_object_or_404(colabs.select_related("topic__forum"), pk=pk)
    if not pulse.is_asked(colab) or not (colab.was_there or _is_there_now(colab, request.user)):
        raise Http404
    mine = pulse.of_person(colab, request.user)
    form = PulseForm(colab, *mine, posted(request), in_hour=bool(request.htmx))
    if form.is_valid():
        with refusals_shown(form):
            pulse.keep(colab, request.user, form.taps(), form.ticks())
            text = _("Your answers are kept. Nobody sees whose they are.")
            return page.answer(request, colab, text=text, back=_home(colab, request.user))
    if request.htmx:  # from the page of the hour
        return page.refused(request, colab, pulse=form)
    return form_page(request, "followups/pulse/pulse.html", form, colab=colab)


def _is_there_now(colab, person):
    return not colab.has_ended and CoLab.objects.taken_part_in_by(person).filter(pk=colab.pk).exists()


def _home(colab, person):
    if page.is_open(colab) and page.of_person(person).filter(pk=colab.pk).exists():
        return page.address(colab, "hour-close")
    return reverse("followups:after", args=[colab.pk]) + "#pulse"

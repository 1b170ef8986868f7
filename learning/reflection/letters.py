from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import CoLab
from learning.models import Reflection
from learning.reflection import month, reflections
from mailing.registry import Letter, everyone, letter, places


@letter(
    "one-month",
    label=_("A month after an hour: did anything come of it?"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def one_month(message):
    """None once it was answered, too late, or where the hour or its space cannot be read any more."""
    person = message.recipient
    readable = CoLab.objects.visible_to(person).with_presence_of(person)
    colab = readable.filter(pk__in=month.hours(), was_there=True, pk=message.about["colab"]).first()
    if colab is None or reflections.of_person(colab, person).answered_at:
        return None
    address = reverse("learning:month", args=[colab.pk])
    answers = [(label, f"{address}?answer={value}") for value, label in Reflection.Came.choices]
    return Letter("learning/email/one_month", {"colab": colab, "answers": answers})


@letter(
    "story-asked",
    label=_("Somebody asks for the story of an hour of mine"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def story_asked(message):
    """None once it was told, or where the person may not be asked any more."""
    asked = Reflection.objects.may_be_asked().filter(pk=message.about["reflection"])
    found = asked.select_related("colab__topic__forum", "asked_by").first()
    if found is None or found.participant_id != message.recipient_id or found.asked_by is None:
        return None
    context = {
        "colab": found.colab,
        "by": found.asked_by,
        "address": reverse("learning:reflect", args=[found.colab_id]),
    }
    return Letter("learning/email/story_asked", context)


def _page_of(person, pk):
    """Return the page of one's own reflection."""
    hours = CoLab.objects.readable_by(person).values("pk")
    mine = Reflection.objects.of(person).filter(pk=pk, colab__in=hours).first()
    return reverse("learning:reflect", args=[mine.colab_id]) if mine else ""


places.add("reflection", _page_of)

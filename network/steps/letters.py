from django.utils.translation import gettext_lazy as _

from mailing.registry import Letter, everyone, letter, places
from network.models import NextStep, StepPart
from network.steps import asking


@letter(
    "step-asked",
    label=_("Somebody asks me along to a next step"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def step_asked(message):
    asked = NextStep.objects.asked_of(message.recipient).select_related("colab__topic__forum")
    step = asked.filter(parts=message.about["part"]).first()
    if step is None or not asking.is_open(step):
        return None
    names = asking.names_in(step)
    return Letter("network/email/step_asked", {"step": step, "names": names}) if names else None


def _page_of_part(person, pk):
    part = StepPart.objects.filter(participant=person, pk=pk).select_related("step").first()
    return part.step.get_absolute_url() if part else ""


places.add("part", _page_of_part)

"""A next step on the page of the hour: in its last step, and until the page closes."""

from events.hour import panels
from events.hour.method import Mode
from network.models import NextStep
from network.steps.forms import StepForm


@panels.add("next step", "close", "network/steps/_close.html")
def close(course, reader):
    refused = reader.refused.get("step")
    if not (Mode.PULSE in course.modes or course.is_over or refused):
        return None
    mine = NextStep.objects.of(reader.person).filter(colab=course.colab)
    return {"step_form": refused or StepForm(course.colab, in_hour=True), "my_steps": list(mine)}

"""A next step on the page of the hour: in its last step, and until the page closes."""

from events.hour import panels
from events.hour.method import Mode
from network.models import NextStep
from network.steps.forms import StepForm


@panels.add("next step", "close", "network/steps/_close.html")
def close(course, reader):
    if not (Mode.PULSE in course.modes or course.is_over):
        return None
    mine = NextStep.objects.of(reader.person).filter(colab=course.colab)
    return {"step_form": StepForm(course.colab), "my_steps": list(mine)}

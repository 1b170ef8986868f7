"""The pulse on the page of the hour: in its last step, and until the page closes."""

from events.hour import panels
from events.hour.method import Mode
from followups.pulse import pulse
from followups.pulse.forms import PulseForm


@panels.add("pulse", "close", "followups/pulse/_pulse.html")
def close(course, reader):
    is_time = Mode.PULSE in course.modes or course.is_over or "pulse" in reader.refused
    if not (is_time and pulse.is_asked(course.colab)):
        return None
    mine = pulse.of_person(course.colab, reader.person)
    return {"pulse_form": reader.refused.get("pulse") or PulseForm(course.colab, *mine, in_hour=True)}

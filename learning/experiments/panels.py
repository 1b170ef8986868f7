"""Where an experiment is written during an hour: in the step in which groups hatch one."""

from events.hour import panels
from events.hour.method import Mode


@panels.add("experiment", "close", "learning/experiments/_in_hour.html")
def hatch(course, reader):
    if Mode.HATCH not in course.modes or not course.colab.topic.forum.rules.in_library:
        return None
    return {}

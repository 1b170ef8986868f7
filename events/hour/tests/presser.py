"""What a process of the race in `test_next_once` does. Sets Django up once, in the server that forks them."""

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from core.web.refusals import Busy  # noqa: E402
from events.hour import course as courses  # noqa: E402
from events.hour import hours  # noqa: E402
from events.models import CoLab  # noqa: E402
from mailing import wakeup  # noqa: E402


def press(database, colab, role, times, barrier, results):
    """Press as somebody does who looks each time: Next, or Back at the end. Put what was seen on the queue.

    That is (places seen, number of moves, errors).
    """
    wakeup.wake = lambda: None
    connection.settings_dict["NAME"] = database
    colab = CoLab.objects.get(pk=colab)
    person, seen, moves, errors = getattr(colab, role), set(), 0, []
    barrier.wait(timeout=60)
    for _ in range(times):
        course = courses.of(colab)
        verb = hours.forward if course.following else hours.back
        seen.add(course.place)
        try:
            moves += patiently(verb, colab, person, course.place)
        except Exception as trouble:
            errors.append(repr(trouble))
    results.put((seen, moves, errors))
    connections.close_all()


def patiently(verb, *arguments):
    """Press again while the row is locked: a busy machine may need more than three seconds."""
    for _ in range(20):
        try:
            return verb(*arguments)
        except Busy:
            continue
    return verb(*arguments)

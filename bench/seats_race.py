"""Sixteen processes, five sign-ups each, ten seats, twenty rounds; and a control that must oversell.

    python bench/seats_race.py [rounds]

Prints the seats taken, the errors, who was overtaken in the queue, and the time of a sign-up under load.
Exits with 1 if a round had anything but ten seats, or if the control never oversold.
"""

import statistics
import sys

from scratch import database

PROCESSES, EACH = 16, 5


def main(rounds=20):
    with database():
        # Only now: models need the settings of the database made for this.
        from django.db import connection  # noqa: PLC0415

        from events.registration import seats  # noqa: PLC0415
        from events.registration.tests import race  # noqa: PLC0415
        from testing import make  # noqa: PLC0415

        with connection.cursor() as cursor:
            cursor.execute(race.CONTROL)
        people = [make.participant() for _ in range(PROCESSES * EACH)]
        ours = [race.run(make.colab(), people, PROCESSES, seats.join) for _ in range(rounds)]
        naive = [race.run(make.colab(), people, PROCESSES, race.naively) for _ in range(rounds)]
    return report(ours, naive)


def report(ours, naive):
    say = sys.stdout.write
    seconds = sorted(second for outcome in ours for second in outcome.seconds)
    errors = [error for outcome in ours for error in outcome.errors]
    say(f"{len(ours)} rounds, {PROCESSES} processes × {EACH} sign-ups for 10 seats\n")
    say(f"seats taken:       {spread(outcome.taken for outcome in ours)}\n")
    say(f"errors:            {len(errors)} {sorted(set(errors))}\n")
    say(f"overtaken:         {sum(outcome.overtaken for outcome in ours)}\n")
    middle, most, longest = (1000 * seconds[int((len(seconds) - 1) * part)] for part in (0.5, 0.95, 1))
    say(f"a sign-up:         median {middle:.0f} ms, 95 % within {most:.0f} ms, longest {longest:.0f} ms\n")
    say(f"counting first:    {spread(outcome.taken for outcome in naive)} (must oversell)\n")
    good = all(outcome.taken == 10 and not outcome.errors and not outcome.overtaken for outcome in ours)
    return 0 if good and max(outcome.taken for outcome in naive) > 10 else 1


def spread(numbers):
    numbers = sorted(numbers)
    return f"{numbers[0]} to {numbers[-1]}, median {statistics.median(numbers):g}"


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))

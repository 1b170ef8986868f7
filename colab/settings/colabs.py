"""What co-labs are, and how often people may do something."""

import re
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured

from colab.settings.environment import env
from participants import daily_limits

try:
    _limits = daily_limits.read(env.dict("COLAB_LIMITS", {}))
except ValueError as problem:
    raise ImproperlyConfigured(f"COLAB_LIMITS: {problem}. See docs/running.md.") from problem
LICENCES = ("cc0-1.0", "cc-by-4.0", "cc-by-sa-4.0", "other")  # `Output.Licence`
_licence = env.str("COLAB_LICENCE", "cc-by-4.0")
if _licence not in LICENCES:
    raise ImproperlyConfigured(f"COLAB_LICENCE: {_licence!r} is none of {LICENCES}. See docs/running.md.")
_hashtag = env.str("COLAB_HASHTAG", "")
if not re.fullmatch(r"(#\w+)?", _hashtag):
    raise ImproperlyConfigured(
        "COLAB_HASHTAG: write # and letters, digits or _, such as #colab. See docs/running.md."
    )
COLAB = {
    "seats": 10,  # at most, per co-lab (R-TEN-SEATS)
    "minutes": 60,  # at most (R-SIXTY-MINUTES)
    "notice": timedelta(days=env.int("COLAB_NOTICE_DAYS", 7)),  # before the start (R-SHORT-NOTICE)
    "ahead": timedelta(days=731),  # at most, two years (R-WITHIN-TWO-YEARS)
    "last_hours": timedelta(hours=3),  # a freed seat goes to the first who claims it (R-LAST-HOURS)
    "kept_until": timedelta(days=3),  # follow-up seats are kept until then (R-SEATS-KEPT)
    "room_opens": timedelta(minutes=15),  # before the start; closes as long after the end (R-ROOM-DOOR)
    "half_life": timedelta(days=env.int("COLAB_HALF_LIFE_DAYS", 30)),  # of a contribution (R-COUNT-PEOPLE)
    "licence": _licence,  # that an output begins with (R-LICENCE)
    "hashtag": _hashtag,  # of the line to copy below a monthly digest
    "limits": _limits,
    "limits_of_organizers": env.int("COLAB_LIMITS_OF_ORGANIZERS", 5),  # times as much
    "limit_of_visitors": env.int("COLAB_LIMIT_OF_VISITORS", 60),  # a minute, from one network
}

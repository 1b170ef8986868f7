"""What one person may do in a day, and in the first 24 hours of an account (R-LIMITS)."""

LIMITS = {
    "topic": (5, 3),
    "reply": (30, 10),
    "edit": (60, 20),
    "mention": (40, 10),  # people
    "tag": (20, 5),  # new ones
    "nomination": (30, 10),
    "statement": (10, 4),
    "report": (10, 5),
    "preview": (200, 100),
    "registration": (30, 15),
    "insight": (20, 10),
    "answer": (40, 10),
    "harvest": (20, 10),
    "request": (10, 5),
    "pick": (40, 20),
    "introduction": (5, 2),
    "offer": (20, 10),
    "step": (20, 10),
    "declaration": (4, 2),
    "plan": (20, 10),
    "move": (4, 2),
    "invitation": (20, 5),
    "space": (10, 3),
    "proposal": (5, 2),
    "experiment": (5, 2),
    "output": (5, 2),
    "use": (20, 10),
    "trial": (10, 5),
    "reflection": (40, 20),
    "story": (10, 5),
    "monthly": (10, 5),
    "asking": (10, 5),
    "name": (5, 5),
    "profile": (40, 40),
}


def read(changes):
    """Return LIMITS as `changes` has them: {"topic": "10/5", "reply": "60"} (a day/the first 24 hours).

    Raise ValueError for what is not understood.
    """
    return LIMITS | {verb.strip(): _pair(verb.strip(), given) for verb, given in changes.items()}


def _pair(verb, given):
    usual, _slash, first_day = given.strip().partition("/")
    if verb not in LIMITS or not usual.isdecimal() or not (first_day or "0").isdecimal():
        raise ValueError(f"{verb}={given} is not understood")
    return int(usual), int(first_day or min(int(usual), LIMITS[verb][1]))

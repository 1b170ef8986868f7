"""Below how many people no number is told of them (R-NOT-UNDER-FOUR)."""

FEWEST = 4


def is_told(number, whole):
    """Return whether a number of a whole tells of none, of all, or of FEWEST and more on either side."""
    return number in {0, whole} or min(number, whole - number) >= FEWEST

"""The monthly digest of all spaces in the demonstration: this month's, or that of the month before."""

from learning import months
from learning.monthly import digests, gathering

OPENING = (
    "Two things to look at first: *what was tried*, and what it showed. What did not turn out as expected "
    "stands beside what did."
)
CLOSING = "Something missing? Write to one of the organizers."


def build(people):
    """Write it, of what there is. `people` are by their login."""
    month = next(month for month in months.to_write() if gathering.has_something(None, month))
    chosen = [(str(kind), one.key) for kind, lines in gathering.gather(None, month) for one in lines]
    by, words = people["organizer1"], {"opening": OPENING, "closing": CLOSING, "language": "en"}
    digests.publish(digests.write(None, month, by, chosen=chosen, **words), by)

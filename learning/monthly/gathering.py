"""What a month has that everybody may read: what its digest is made of."""

from core.few import FEWEST
from learning import months
from learning.models import Trial
from learning.monthly import shown
from learning.monthly.sections import SECTIONS, Kind
from network.models import Offer


def gather(forum, month):
    """Return what can stand in the digest of a month: (kind, [Shown]) of each kind that has something.

    `forum`: of one space, or None for all. One query for each kind.
    """
    start, end = months.span(month)
    found = [
        (kind, [section.show(row) for row in section.found(forum, start, end)])
        for kind, section in SECTIONS.items()
    ]
    return [(kind, lines) for kind, lines in found if lines]


def tells(gathered):
    """Return whether anything of what was gathered happened in its month (R-NO-EMPTY-DIGEST)."""
    return any(SECTIONS[kind].of_month for kind, _lines in gathered)


def to_choose(digest):
    """Return what can stand in a digest that was begun: what is gathered today, and what stands in it."""
    found = dict(gather(digest.forum, digest.month))
    [content] = shown.of([digest])
    for kind, lines in content.sections:
        known = {one.key for one in found.get(kind, [])}
        found[kind] = [*found.get(kind, []), *(one for one in lines if one.key not in known)]
    return [(kind, found[kind]) for kind in SECTIONS if kind in found]


def has_something(forum, month):
    """Return whether anything happened in a month of which its digest could tell (R-NO-EMPTY-DIGEST)."""
    start, end = months.span(month)
    of_month = [section for section in SECTIONS.values() if section.of_month]
    return any(section.found(forum, start, end).exists() for section in of_month)


def is_one_sided(digest):
    """Return whether it tells of what turned out as expected, and leaves out all that did not.

    Of what was told in its month (R-SAME-LENGTH).
    """
    yes = Trial.Showed.YES
    told = SECTIONS[Kind.TOLD]
    ticked = digest.lines.filter(kind=Kind.TOLD).values("key")
    answers = set(told.rows().filter(pk__in=ticked).values_list("showed", flat=True))
    if yes not in answers or answers != {yes}:
        return False
    return any(trial.showed != yes for trial in told.found(digest.forum, *months.span(digest.month)))


def offers(forum, month):
    """Return how many offers and needs were written in a month; None of fewer than four people.

    They belong to no space, and so stand in the digest of all alone.
    """
    if forum:
        return None
    start, end = months.span(month)
    listed = Offer.objects.filter(hidden_at=None, participant__listed=True, participant__is_active=True)
    people = list(listed.filter(created_at__gte=start, created_at__lt=end).values_list("participant"))
    return len(people) if len(set(people)) >= FEWEST else None

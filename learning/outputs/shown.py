"""What pages show of outputs: lists, who is named, and how far one has spread."""

from dataclasses import dataclass

from core.web import keyset
from learning.models import Output, Use
from learning.models.outputs import key_of

MOST = 200  # uses on one page


def page(person, asked):
    """Return a page of published outputs, the newest first."""
    rows = Output.objects.readable_by(person).filter(hidden_at=None).for_page()
    return keyset.page(rows, "published_at", asked)


def of_topic(topic, person, colab=None):
    """Return the outputs of a topic, or of one of its co-labs, that somebody may read; one query."""
    of = {"colab": colab} if colab else {}
    return Output.objects.visible_to(person).filter(topic=topic, **of).order_by("created_at", "pk")


@dataclass(frozen=True)
class Spread:
    """Where it is used by others than its makers (R-SPREAD): numbers, and the rows of a table."""

    uses: list
    organizations: int
    districts: int
    is_emerging: bool  # one place uses it, and no other


def people(output):
    """Return its author and those who agreed to be named, by the alphabet (R-CONTRIBUTORS-AGREE)."""
    agreed = output.contributors.filter(agreed_at__isnull=False).select_related("participant")
    named = {output.author, *(row.participant for row in agreed)}
    return sorted(named, key=lambda person: (person.name.casefold(), person.pk))


def spread(output, makers, reader):
    """Return the Spread of an output; of uses that the reader may see; one query."""
    rows = output.uses.filter(pk__in=Use.objects.visible_to(reader).values("pk"))
    found = list(rows.select_related("participant").order_by("created_at", "pk")[:MOST])
    own = {key_of(person.organization) for person in makers} | {""}
    makers = {person.pk for person in makers}
    counted = [
        use
        for use in found
        if use.is_current and not use.is_hidden and use.organization_key not in own
        if use.kind == Use.Kind.USED and use.participant_id not in makers
    ]
    organizations = {use.organization_key for use in counted}
    districts = {key_of(use.district) for use in counted} - {""}
    current = [use for use in found if use.kind == Use.Kind.USED and use.is_current]
    return Spread(found, len(organizations), len(districts), len(current) == 1)

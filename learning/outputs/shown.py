"""What pages show of outputs: lists, and who is named."""

from core.web import keyset
from learning.models import Output


def page(person, asked, space=None):
    """Return a page of published outputs, of one space or all, the newest first."""
    rows = Output.objects.readable_by(person).filter(hidden_at=None).for_page()
    return keyset.page(rows.filter(topic__forum=space) if space else rows, "published_at", asked)


def of_topic(topic, person, colab=None):
    """Return the outputs of a topic, or of one of its co-labs, that somebody may read; one query."""
    of = {"colab": colab} if colab else {}
    found = Output.objects.visible_to(person).filter(topic=topic, hidden_at=None, **of)
    return found.order_by("created_at", "pk")


def people(output):
    """Return its author and those who agreed to be named, by the alphabet (R-CONTRIBUTORS-AGREE)."""
    agreed = output.contributors.filter(agreed_at__isnull=False).select_related("participant")
    named = {output.author, *(row.participant for row in agreed)}
    return sorted(named, key=lambda person: (person.name.casefold(), person.pk))

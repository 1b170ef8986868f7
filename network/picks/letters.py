from mailing.registry import Letter, letter, places
from network.introductions.letters import opened
from network.models import Pick


@letter("introduction")
def introduction(message):
    """The only mail in which an address passes between people (R-MUTUAL-PICKS, R-BOTH-SAY-YES)."""
    if "introduction" in message.about:
        return opened(message)
    mine = (
        Pick.objects.filter(pk=message.about["pick"], introduced_at__isnull=False)
        .select_related("colab__topic__forum", "chosen")
        .first()
    )
    if mine is None or not mine.chosen.is_active:
        return None
    theirs = Pick.objects.get(colab=mine.colab, chooser=mine.chosen, chosen=mine.chooser_id)
    return Letter("network/email/introduction", {"mine": mine, "theirs": theirs, "colab": mine.colab})


def _page_of_pick(person, pk):
    pick = person.picks.select_related("colab__topic__forum").filter(pk=pk).first()
    return pick.colab.get_absolute_url() if pick else ""


places.add("pick", _page_of_pick)

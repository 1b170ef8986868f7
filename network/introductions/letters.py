from django.utils.translation import gettext_lazy as _

from mailing.registry import Letter, everyone, letter, places
from network.models import Introduction


@letter(
    "introduction-asked",
    label=_("Somebody would like to introduce me, or asks me for twenty minutes"),
    optional=True,
    may_wait=True,
    reaches=everyone,
)
def introduction_asked(message):
    """Composed when it is sent; None where it was answered, taken back, hidden, or is over."""
    person = message.recipient
    found = Introduction.objects.awaiting(person).for_page().filter(pk=message.about["introduction"]).first()
    return Letter("network/email/introduction_asked", context(found, person)) if found else None


def opened(message):
    """Compose the mail with the address of the other one, once both said yes."""
    person = message.recipient
    rows = Introduction.objects.of(person).exclude(opened_at=None).for_page()
    found = rows.filter(pk=message.about["introduction"]).first()
    return Letter("network/email/introduction_opened", context(found, person)) if found else None


def context(introduction, person):
    return {"introduction": introduction, "other": introduction.other_of(person)}


def _page_of(person, pk):
    found = Introduction.objects.of(person).filter(pk=pk).first()
    return found.get_absolute_url() if found else ""


places.add("introduction", _page_of)

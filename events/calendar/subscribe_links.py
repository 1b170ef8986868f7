"""Links by which people take a calendar, or one co-lab, into the calendar they use.

They lead to other hosts and are for people to press: they hold the address of our page, never of the room.
"""

from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.calendar import invitations

GOOGLE = "https://calendar.google.com/calendar/"
OUTLOOK = "https://outlook.office.com/calendar/0/"
OUTLOOK_HOME = "https://outlook.live.com/calendar/0/"


@dataclass(frozen=True)
class Subscription:
    """A calendar to subscribe to; `url` is its absolute address."""

    name: str
    url: str

    @property
    def webcal(self):
        """The same address in words that calendar programs on this device answer to."""
        return "webcal://" + self.url.partition("://")[2]

    @property
    def google(self):
        return f"{GOOGLE}r?{urlencode({'cid': self.webcal})}"

    @property
    def outlook(self):
        return self._outlook(OUTLOOK)

    @property
    def outlook_home(self):
        return self._outlook(OUTLOOK_HOME)

    def _outlook(self, place):
        return f"{place}addfromweb?{urlencode({'url': self.url, 'name': self.name})}"


@dataclass(frozen=True)
class Addition:
    """One co-lab, to be added once; it does not follow when the co-lab is moved."""

    colab: object

    @property
    def google(self):
        """An address that opens a filled-in event at Google."""
        start, end = (
            f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (self.colab.starts_at, self.colab.ends_at)
        )
        link = invitations.link(self.colab)
        words = {"action": "TEMPLATE", "text": self.colab.title, "dates": f"{start}/{end}"}
        return f"{GOOGLE}render?{urlencode(words | {'details': self._details, 'location': link})}"

    @property
    def outlook(self):
        return self._outlook(OUTLOOK)

    @property
    def outlook_home(self):
        return self._outlook(OUTLOOK_HOME)

    def _outlook(self, place):
        words = {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": self.colab.title,
            "startdt": f"{self.colab.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{self.colab.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "body": self._details,
            "location": invitations.link(self.colab),
        }
        return f"{place}deeplink/compose?{urlencode(words)}"

    @property
    def _details(self):
        page = _("The room opens from this page:") + " " + invitations.link(self.colab)
        return f"{self.colab.question}\n\n{page}"

"""Links that add a feed or a co-lab to calendars of other providers, without the URL of the room."""

from dataclasses import dataclass
from datetime import UTC
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from events.calendar import invitations

GOOGLE = "https://calendar.google.com/calendar/"
OUTLOOK = "https://outlook.office.com/calendar/0/"
OUTLOOK_HOME = "https://outlook.live.com/calendar/0/"


class OutlookLinks:
    """One link to each of the two addresses of Outlook; `_outlook(base)` builds it."""

    @property
    def outlook(self):
        return self._outlook(OUTLOOK)

    @property
    def outlook_home(self):
        return self._outlook(OUTLOOK_HOME)


@dataclass(frozen=True)
class Subscription(OutlookLinks):
    """A feed; `url` is absolute."""

    name: str
    url: str

    @property
    def webcal(self):
        return "webcal://" + self.url.partition("://")[2]

    @property
    def google(self):
        return f"{GOOGLE}r?{urlencode({'cid': self.webcal})}"

    def _outlook(self, place):
        return f"{place}addfromweb?{urlencode({'url': self.url, 'name': self.name})}"


@dataclass(frozen=True)
class Addition(OutlookLinks):
    """A single co-lab; the copy in the calendar is not updated."""

    colab: object

    @property
    def google(self):
        start, end = (
            f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (self.colab.starts_at, self.colab.ends_at)
        )
        link = invitations.link(self.colab)
        parameters = {"action": "TEMPLATE", "text": self.colab.title_outside, "dates": f"{start}/{end}"}
        return f"{GOOGLE}render?{urlencode(parameters | {'details': self._details, 'location': link})}"

    def _outlook(self, place):
        parameters = {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": self.colab.title_outside,
            "startdt": f"{self.colab.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{self.colab.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "body": self._details,
            "location": invitations.link(self.colab),
        }
        return f"{place}deeplink/compose?{urlencode(parameters)}"

    @property
    def _details(self):
        page = _("The room opens from this page:") + " " + invitations.link(self.colab)
        return f"{self.colab.question_outside}\n\n{page}".lstrip()

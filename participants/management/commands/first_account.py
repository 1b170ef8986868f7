import sys

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from core.timezones.fields import ZoneField
from core.web.fields import MailboxField
from participants.accounts import first_account, letters
from participants.profiles import imitation
from participants.profiles.forms import Person

MADE = """
{what}: {person} ({person.email}). It may do everything: administration, spaces, co-labs.

1. Open this link, choose a password, and sign in. It works once, within three days, and needs no mail.
   Pressing this command again prints a new one, until you have signed in.
   {link}
2. Set up the second step when you are asked: an authenticator app on your telephone.
3. Go on at {steps} : spaces, people, mail, the deployment.
"""


class Command(BaseCommand):
    help = (
        "Makes the first account of a site, with all rights and its address confirmed, and prints a link to "
        "sign in, which works once. Refused once somebody has signed in to an account with all rights."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", help="your e-mail address")
        parser.add_argument("--name", help="your name, as others should see it")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])
        parser.add_argument("--zone", help="your time zone: a city, or a name such as America/Toronto")

    def handle(self, *, address, name, language, zone, **options):
        address = self._clean("address", MailboxField(), address or _asked("E-mail address"))
        name = self._clean("name", Person.base_fields["name"], name or _asked("Name"))
        fields = {
            "name": name,
            "language": language or settings.LANGUAGE_CODE,
            "zone": self._clean("zone", ZoneField(), zone or settings.TIME_ZONE),
        }
        try:
            person, is_new = first_account.make(address, **fields)
        except first_account.Refused as refusal:
            raise CommandError(
                f"{refusal} Where its owner has lost the password, they ask for another on the page to sign "
                "in; manage.py changepassword and reset_second_factor help in an emergency."
            ) from refusal
        what = "The first account is made" if is_new else "This account is the first, with all rights"
        steps = settings.SITE_URL + reverse("first_steps")
        self.stdout.write(MADE.format(what=what, person=person, link=letters.reset_url(person), steps=steps))

    def _clean(self, name, field, value):
        try:
            cleaned = field.clean(value)
            if name == "name":
                imitation.check(cleaned)
            return cleaned
        except ValidationError as problem:
            raise CommandError(f"{name}: {' '.join(problem.messages)}") from problem


def _asked(what):
    if not sys.stdin.isatty():
        raise CommandError(f'{what}? Say it: manage.py first_account ADDRESS --name "NAME"')
    return input(f"{what}: ")

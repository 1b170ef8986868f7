from django.core.management.base import BaseCommand, CommandError

from participants.accounts import second_factor
from participants.models import Participant


class Command(BaseCommand):
    help = (
        "Delete the second factor and the recovery codes of an account whose owner has lost them. They are "
        "told by mail, and sign in with password or code alone until they set up another. Make sure that it "
        "is they who ask."
    )

    def add_arguments(self, parser):
        parser.add_argument("address", help="the e-mail address of the account")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, address, yes, **options):
        person = Participant.objects.by_address(address).first()
        if person is None:
            raise CommandError(f"No active account has the address {address}.")
        if not second_factor.is_set_up(person):
            raise CommandError(f"{person} has no second factor.")
        if not yes and input(f"Reset the second factor of {person} ({person.email})? Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        second_factor.reset(person)
        self.stdout.write(f"The second factor of {person} is reset, and they are told by mail.")
